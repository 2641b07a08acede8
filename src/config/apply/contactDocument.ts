import type { PipelineContact } from '@release-risk/model/model';

type Document = Readonly<Record<string, unknown>>;

/** What a pipeline contact point calls; `none`: the model has none. */
export type PipelineKind = 'none' | 'gateway' | 'github' | 'gitlab' | 'jenkins' | 'generic';

export function kindOf(contact: PipelineContact | undefined): PipelineKind {
  if (contact === undefined) return 'none';
  return contact.kind === 'gateway' ? 'gateway' : contact.target;
}

/** The document with another contact point for its pipeline. */
export function withPipeline(document: Document, kind: PipelineKind, name: string): Document {
  if (kind === 'none') return withContact(document, 'pipeline', undefined);
  return withContact(document, 'pipeline', kind === 'gateway' ? { gateway: name } : { direct: name, target: kind });
}

/** The document with another contact point for its team; undefined: the notification policies decide. */
export function withTeam(document: Document, team: string | undefined): Document {
  return withContact(document, 'team', team);
}

function withContact(document: Document, key: string, value: unknown): Document {
  const { [key]: _before, ...rest } = partOf(document['contactPoints']);
  const contactPoints = value === undefined ? rest : { ...rest, [key]: value };
  return { ...document, contactPoints };
}

function partOf(value: unknown): Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
