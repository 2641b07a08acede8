import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPluginSettings } from '@release-risk/grafana/api/pluginSettings';
import { adminClient, api, must, releaseRisk } from './grafanaUnderTest.ts';

export const SETTINGS = '/api/plugins/releaserisk-app/settings';

type Kept = Readonly<Record<string, unknown>>;

/** The model of a name as the settings hold it; undefined where they do not. */
export async function keptModel(name: string): Promise<Kept | undefined> {
  const { models } = await readPluginSettings(adminClient());
  return models.filter(isKept).find((one) => one['name'] === name);
}

/** Keeps a model in the app's settings beside those of others. */
export async function keepModel(document: Kept, bindings: Readonly<Record<string, string>>): Promise<void> {
  const name = String(document['name']);
  const { models, bindings: others, revision } = await readPluginSettings(adminClient());
  const rest = models.filter((one) => !isKept(one) || one['name'] !== name);
  await write(revision + 1, [...rest, document], { ...others, [name]: bindings });
}

export async function dropModel(name: string): Promise<void> {
  const { models, bindings, revision } = await readPluginSettings(adminClient());
  const rest = models.filter((one) => !isKept(one) || one['name'] !== name);
  if (rest.length === models.length) return;
  const { [name]: _, ...others } = bindings;
  await write(revision + 1, rest, others);
}

/** Removes a model from the settings, and from Grafana whatever was applied of it. */
export async function removeModel(name: string): Promise<void> {
  const document = await keptModel(name);
  if (document === undefined) return;
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-e2e-'));
  const file = join(folder, 'model.yaml');
  await writeFile(file, JSON.stringify(document));
  await releaseRisk('destroy', file, '--yes', '--force', '--quiet');
  await dropModel(name);
  await rm(folder, { recursive: true, force: true });
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null;
}

/** What else the settings hold stays. */
async function write(revision: number, models: readonly unknown[], bindings: object): Promise<void> {
  const { jsonData } = (await must(api('GET', SETTINGS))) as { jsonData: object | null };
  const written = { ...jsonData, revision, models, bindings };
  await must(api('POST', SETTINGS, { enabled: true, pinned: true, jsonData: written }));
}
