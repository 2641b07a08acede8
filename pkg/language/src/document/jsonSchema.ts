import { z } from 'zod';
import { documentSchema } from './schema.ts';

/** As much of a JSON Schema as tells which keys there are. */
export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** The published JSON Schema of the document as people write it: editors complete and check with it. */
export function jsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(documentSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  });
  return { $schema, title: 'Release Risk model (releaserisk/v1)', ...rest };
}

let schemaOnce: SchemaNode | undefined;

/** The keys that may stand in the mapping at a path. */
export function knownKeys(path: readonly (string | number)[]): readonly string[] {
  schemaOnce ??= jsonSchema() as SchemaNode;
  return keysIn(schemaOnce, path);
}

/** The keys that may stand in the mapping at a path, by the schema of the whole. */
export function keysIn(schema: SchemaNode, path: readonly (string | number)[]): readonly string[] {
  let nodes: readonly SchemaNode[] = [schema];
  for (const part of path) nodes = nodes.flatMap((node) => children(node, part));
  return [...new Set(nodes.flatMap(branches).flatMap((node) => Object.keys(node.properties ?? {})))];
}

function branches(node: SchemaNode): readonly SchemaNode[] {
  return [node, ...(node.anyOf ?? []).flatMap(branches), ...(node.oneOf ?? []).flatMap(branches)];
}

function children(node: SchemaNode, part: string | number): readonly SchemaNode[] {
  return branches(node).flatMap((branch) => {
    if (typeof part === 'number') return branch.items ? [branch.items] : [];
    const property = branch.properties?.[part];
    if (property) return [property];
    return typeof branch.additionalProperties === 'object' ? [branch.additionalProperties] : [];
  });
}
