import { readPluginSettings } from '@release-risk/grafana/api/pluginSettings';
import type { GrafanaClient } from '@release-risk/grafana/client';
import { readModel } from '@release-risk/language/document/readModel';
import type { ModelRead, ModelSource } from './models.ts';

const MOST_PROBLEMS = 5;

/** The models of the plugin's settings in a Grafana, with the datasources that were chosen there. */
export function modelsOfGrafana(open: (signal: AbortSignal) => GrafanaClient): ModelSource {
  return {
    title: "The plugin's settings in Grafana",
    strict: false,
    async read(signal) {
      const { models, bindings } = await readPluginSettings(open(signal));
      return models.map((document) => readOne(document, bindings));
    },
  };
}

function readOne(document: unknown, bindings: Readonly<Record<string, Readonly<Record<string, string>>>>): ModelRead {
  const name = nameOf(document);
  const from = name === undefined ? "A model without a name in the plugin's settings" : `The model ${name} in Grafana`;
  const read = readModel(JSON.stringify(document) ?? 'null', from);
  if (read.ok) {
    const chosen = Object.hasOwn(bindings, read.model.name) ? bindings[read.model.name] : undefined;
    return { ok: true, from, model: read.model, bindings: chosen ?? {} };
  }
  // Lines of a document that nobody wrote as a text say nothing: its paths do.
  const problems = read.diagnostics
    .filter(({ severity }) => severity === 'error')
    .slice(0, MOST_PROBLEMS)
    .map(({ path, code, message }) => `${path === '' ? 'the document' : path}: ${message} (${code})`);
  return { ok: false, from, name, problems };
}

function nameOf(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  const name: unknown = Reflect.get(document, 'name');
  return typeof name === 'string' ? name.slice(0, 200) : undefined;
}
