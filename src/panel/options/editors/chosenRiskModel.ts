import type { RiskModel } from '@release-risk/model/model';
import { readDocument } from '../../../risk/read/readDocument.ts';
import { readOptions } from '../options.ts';
import type { RiskPanelOptions } from '../stored.ts';
import type { AppModels } from './appModels.ts';

/** The model that the options choose, where it can be read. */
export function chosenRiskModel(options: RiskPanelOptions, known: AppModels): RiskModel | undefined {
  const source = readOptions(options);
  if (source.kind === 'targets') return readable(source.document);
  if (source.kind !== 'live') return undefined;
  if ('document' in source.model) return readable(source.model.document);
  const { named } = source.model;
  return known.kind === 'ready' ? known.models.find(({ name }) => name === named)?.model : undefined;
}

function readable(document: unknown): RiskModel | undefined {
  try {
    return readDocument(document);
  } catch {
    return undefined;
  }
}
