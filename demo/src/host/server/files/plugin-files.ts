import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const PLUGIN = z.looseObject({
  type: z.enum(['app', 'panel']),
  name: z.string(),
  id: z.string(),
  info: z.looseObject({ version: z.string(), logos: z.object({ small: z.string(), large: z.string() }) }),
  languages: z.array(z.string()).default([]),
  includes: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string(),
        path: z.string().optional(),
        addToNav: z.boolean().default(false),
      }),
    )
    .default([]),
});

/** A built plugin on disk. */
export interface PluginFiles {
  readonly folder: string;
  /** Where its files are served, without a leading slash: Grafana's own place for them. */
  readonly baseUrl: string;
  /** plugin.json with what Grafana adds when it loads the plugin. */
  readonly meta: z.output<typeof PLUGIN> & {
    readonly module: string;
    readonly baseUrl: string;
    /** Files of texts by language, of those that are there. */
    readonly translations: Readonly<Record<string, string>>;
  };
}

/** Reads the plugin.json of a built plugin. Throws where there is none. */
export function pluginFiles(folder: string): PluginFiles {
  const json = PLUGIN.parse(JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8')));
  const baseUrl = `public/plugins/${json.id}`;
  const translations = Object.fromEntries(
    json.languages
      .map((language) => [language, `locales/${language}/${json.id}.json`] as const)
      .filter(([, file]) => existsSync(join(folder, file)))
      .map(([language, file]) => [language, `${baseUrl}/${file}`]),
  );
  const logos = { small: `${baseUrl}/${json.info.logos.small}`, large: `${baseUrl}/${json.info.logos.large}` };
  const info = { ...json.info, logos };
  return { folder, baseUrl, meta: { ...json, info, baseUrl, module: `${baseUrl}/module.js`, translations } };
}
