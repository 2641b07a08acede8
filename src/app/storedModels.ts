import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import type { RiskModel } from '@release-risk/model/model';
import type { LookedAt } from '../risk/read/modelLooks.ts';
import { nameOf, readDocument } from '../risk/read/readDocument.ts';

/** A model of the app's settings. */
export interface StoredModel extends LookedAt {
  readonly name: string;
  /** Undefined where its document cannot be read. */
  readonly model: RiskModel | undefined;
}

/** Every model that the settings hold, those that cannot be read among them. */
export function storedModels({ models, bindings }: StoredSettings): readonly StoredModel[] {
  return models.map((document, at) => {
    const name = nameOf(document) ?? '';
    return { key: `${String(at)} ${name}`, name, document, bound: bindings[name] ?? {}, model: readable(document) };
  });
}

function readable(document: unknown): RiskModel | undefined {
  try {
    return readDocument(document);
  } catch {
    return undefined;
  }
}
