import { configJsonSchema } from './configJsonSchema.ts';
import type { GatewayConfig } from './gatewayConfig.ts';
import { type SecretReference, secretSchema } from './secret.ts';

export interface NamedSecret {
  readonly path: readonly (string | number)[];
  readonly reference: SecretReference;
}

/** As much of a JSON Schema as tells where secrets are. */
interface Node {
  readonly title?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

/** Every secret that a configuration names, with its place. What only looks like one (`{file}` of a model) is none. */
export function secretsIn(config: GatewayConfig): readonly NamedSecret[] {
  return found(config, configJsonSchema(), []);
}

function found(value: unknown, node: Node, path: NamedSecret['path']): readonly NamedSecret[] {
  if (typeof value !== 'object' || value === null) return [];
  if (node.title === 'secret') {
    const read = secretSchema.safeParse(value);
    return read.success ? [{ path, reference: read.data }] : [];
  }
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter((branch) => isMeant(value, branch));
  const inside = Object.entries(value).flatMap(([key, one]) => {
    const next = Array.isArray(value) ? node.items : (node.properties?.[key] ?? node.additionalProperties);
    const part = Array.isArray(value) ? Number(key) : key;
    return typeof next === 'object' ? found(one, next, [...path, part]) : [];
  });
  return [...inside, ...branches.flatMap((branch) => found(value, branch, path))];
}

/** Whether `kind` and the like are those of this branch. */
function isMeant(value: object, { properties = {} }: Node): boolean {
  return Object.entries(properties).every(
    ([key, one]) => one.const === undefined || Reflect.get(value, key) === one.const,
  );
}
