import { readPluginSettings, writePluginSettings, type StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import { GrafanaError } from '@release-risk/grafana/errors';
import type { Host } from '../../risk/host.ts';
import { documentName, type ModelDocument } from '../draft/modelDocument.ts';
import { sameValue } from '../draft/sameValue.ts';
import type { KeptModel } from './sections.ts';

/** What is written over what. */
export interface ModelToSave {
  /** Under which name it stands in the settings. */
  readonly name: string;
  /** What it was made from; undefined for a model that was not there. */
  readonly base: KeptModel | undefined;
  /** What it becomes; undefined removes it. */
  readonly mine: KeptModel | undefined;
}

/** What became of it. */
export type Saved =
  | { readonly kind: 'saved'; readonly settings: StoredSettings }
  /** Somebody else changed the same model meanwhile; `theirs` is undefined where they removed it. */
  | { readonly kind: 'conflict'; readonly theirs: KeptModel | undefined }
  /** It gets a name that another model has. */
  | { readonly kind: 'nameTaken'; readonly name: string }
  /** The app is switched off: writing would switch it on behind somebody's back. */
  | { readonly kind: 'disabled' }
  /** `reason` and `hint` are sentences for people; `isUnknown`: it may have been written all the same. */
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string; readonly hint: string };

/** How often the settings are read anew because somebody wrote another model in between. */
const ATTEMPTS = 3;

/**
 * Writes one model into the settings as they are now: what others wrote to other models stays. Where the same model
 * was changed since `base`, nothing is written. A document that calls itself otherwise renames its model.
 */
export async function saveModel(host: Host, toSave: ModelToSave, signal: AbortSignal): Promise<Saved> {
  const client = host.client(signal);
  try {
    for (let attempt = 1; ; attempt++) {
      const settings = await readPluginSettings(client);
      if (!settings.enabled) return { kind: 'disabled' };
      const theirs = keptModel(settings, toSave.name);
      if (!sameValue(theirs, toSave.base) && !sameValue(theirs, toSave.mine)) return { kind: 'conflict', theirs };
      const name = documentName(toSave.mine?.document);
      if (name !== undefined && name !== toSave.name && keptModel(settings, name) !== undefined) {
        return { kind: 'nameTaken', name };
      }
      const next = withKept(settings, toSave);
      try {
        return {
          kind: 'saved',
          settings: { ...next, enabled: true, revision: await writePluginSettings(client, next) },
        };
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof GrafanaError) || error.code !== 'changed') throw error;
      }
    }
  } catch (error) {
    if (error instanceof GrafanaError) {
      return { kind: 'failed', code: codeOf(error), reason: error.message, hint: error.hint };
    }
    return {
      kind: 'failed',
      code: 'unexpected',
      reason: error instanceof Error ? error.message : String(error),
      hint: '',
    };
  }
}

/** A proxy that takes no such body says so by its status alone. */
function codeOf({ code, context }: GrafanaError): string {
  return context.status === 413 ? 'tooLarge' : code;
}

/** A model of the settings by its name; the first, where a hand wrote two of one name. */
export function keptModel(
  { models, bindings }: Pick<StoredSettings, 'models' | 'bindings'>,
  name: string,
): KeptModel | undefined {
  const found = models.find((one): one is ModelDocument => documentName(one) === name);
  return found === undefined ? undefined : { document: found, bindings: bindings[name] ?? {} };
}

/** The settings with the model in its place, as the last, or without it. */
function withKept(settings: StoredSettings, { name, mine }: Pick<ModelToSave, 'name' | 'mine'>): StoredSettings {
  const { [name]: _before, ...others } = settings.bindings;
  const newName = documentName(mine?.document) ?? name;
  const at = settings.models.findIndex((one) => documentName(one) === name);
  if (mine === undefined) {
    return { ...settings, models: settings.models.filter((_, index) => index !== at), bindings: others };
  }
  const bindings = Object.keys(mine.bindings).length === 0 ? others : { ...others, [newName]: mine.bindings };
  const models =
    at === -1
      ? [...settings.models, mine.document]
      : settings.models.map((one, index) => (index === at ? mine.document : one));
  return { ...settings, models, bindings };
}
