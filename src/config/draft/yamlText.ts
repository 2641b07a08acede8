import { readYaml } from '@release-risk/language/document/yamlSource';
import { Document } from 'yaml';
import { isPart } from '../../risk/edit/signalDraft.ts';
import { inSchemaOrder } from './inSchemaOrder.ts';
import type { ModelDocument } from './modelDocument.ts';

/** The YAML that stands for a document: what `release-risk` reads, and what is exported. */
export function yamlOf(document: ModelDocument): string {
  return new Document(inSchemaOrder(document), { aliasDuplicateObjects: false }).toString({ lineWidth: 0 });
}

/** The document of a text as far as it is one mapping; undefined where it cannot be told what it says. */
export function documentIn(text: string): ModelDocument | undefined {
  const read = readYaml(text);
  return read.ok && isPart(read.source.value) ? read.source.value : undefined;
}
