import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HostContent } from '../content.ts';
import type { PluginFiles } from '../files/plugin-files.ts';

const CHANGE = z.object({
  enabled: z.boolean(),
  pinned: z.boolean().default(false),
  jsonData: z.record(z.string(), z.unknown()).default({}),
  secureJsonData: z.record(z.string(), z.string()).default({}),
});

/** The settings of the app, kept while the server runs. */
export interface AppSettingsStore {
  enabled: boolean;
  pinned: boolean;
  jsonData: Readonly<Record<string, unknown>>;
  /** Names only: Grafana never gives a secret back. */
  secrets: readonly string[];
}

/** `/api/plugins/<app>/settings`, as every user may read and an administrator may write them. */
export function serveAppSettings(app: FastifyInstance, content: () => HostContent, plugin: PluginFiles): void {
  const path = `/api/plugins/${plugin.meta.id}/settings`;

  app.get(path, (_request, reply) => {
    const { enabled, pinned, jsonData, secrets } = content().settings;
    return reply.send({
      ...plugin.meta,
      enabled,
      pinned,
      jsonData,
      secureJsonFields: Object.fromEntries(secrets.map((name) => [name, true])),
    });
  });

  app.post(path, (request, reply) => {
    const { settings, user } = content();
    if (user.permissions['plugins:write'] === undefined) {
      return reply.code(403).send({
        message: "You'll need additional permissions to perform this action. Permissions needed: plugins:write",
      });
    }
    const { enabled, pinned, jsonData, secureJsonData } = CHANGE.parse(request.body);
    Object.assign(settings, {
      enabled,
      pinned,
      jsonData,
      secrets: kept(settings.secrets, secureJsonData),
    });
    return reply.send({ message: 'Plugin settings updated' });
  });
}

/** A secret that becomes empty is none any more. */
function kept(names: readonly string[], written: Readonly<Record<string, string>>): readonly string[] {
  const untouched = names.filter((name) => written[name] === undefined);
  return [...untouched, ...Object.keys(written).filter((name) => written[name] !== '')];
}
