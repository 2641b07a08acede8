import { documentName, type ModelDocument } from '../../config/draft/modelDocument.ts';
import { saveModel, type Saved } from '../../config/save/saveModel.ts';
import type { Host } from '../../risk/host.ts';

/** How saving went. */
export type SaveOutcome = Exclude<Saved, { readonly kind: 'saved' }> | { readonly kind: 'saved' };

/** Writes the model over what this start saved before; `before` is undefined for the first time. */
export async function saveStart(
  host: Host,
  document: ModelDocument,
  bindings: Readonly<Record<string, string>>,
  before: ModelDocument | undefined,
): Promise<SaveOutcome> {
  const name = documentName(before) ?? documentName(document) ?? '';
  const base = before === undefined ? undefined : { document: before, bindings };
  const saved = await saveModel(host, { name, base, mine: { document, bindings } }, new AbortController().signal);
  return saved.kind === 'saved' ? { kind: 'saved' } : saved;
}
