import { readPluginSettings, writePluginSettings } from '@release-risk/grafana/api/pluginSettings';
import type { Host } from '../../risk/host.ts';
import { documentName } from '../draft/modelDocument.ts';
import { sameValue } from '../draft/sameValue.ts';

/**
 * Takes one document out of the settings as they are now, also one that is no model at all. One that somebody changed
 * or removed meanwhile is left alone; says whether it was there. Rejects with GrafanaError.
 */
export async function removeDocument(host: Host, document: unknown, signal: AbortSignal): Promise<boolean> {
  const client = host.client(signal);
  const settings = await readPluginSettings(client);
  const at = settings.models.findIndex((one) => sameValue(one, document));
  if (at === -1) return false;
  const models = settings.models.filter((_, index) => index !== at);
  const name = documentName(document);
  const isUsed = models.some((one) => documentName(one) === name);
  const bindings = Object.fromEntries(Object.entries(settings.bindings).filter(([key]) => isUsed || key !== name));
  await writePluginSettings(client, { models, bindings, revision: settings.revision });
  return true;
}
