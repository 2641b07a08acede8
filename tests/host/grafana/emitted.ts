import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../builtPlugin.ts';

const OBJECT = z.record(z.string(), z.unknown());
const PANEL = z.looseObject({
  id: z.number(),
  type: z.string(),
  options: OBJECT.default({}),
  targets: z.array(z.looseObject({ refId: z.string() })).default([]),
});
const DASHBOARD = z.looseObject({
  uid: z.string(),
  title: z.string(),
  panels: z.array(PANEL.extend({ panels: z.array(PANEL).default([]) })),
});

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The service dashboard as the compiler emits it for the example. */
export const EMITTED = DASHBOARD.parse(JSON.parse(read('dashboards/rr-telegram-lead-bot-service.json')));

const found = EMITTED.panels
  .flatMap((panel) => [panel, ...panel.panels])
  .find(({ type }) => type === 'releaserisk-panel');
if (found === undefined) throw new Error('The emitted dashboard has no risk panel');

/** Its risk panel. */
export const EMITTED_PANEL = found;

/** The document of the model it carries. */
export const MODEL = OBJECT.parse(found.options['model']);
export const FINGERPRINT = z.string().parse(found.options['fingerprint']);

/** The document of an example model. */
export function exampleModel(name: string): Readonly<Record<string, unknown>> {
  return OBJECT.parse(parse(read(`examples/${name}.yaml`)));
}
