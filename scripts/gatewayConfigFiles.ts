import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configJsonSchema } from '@release-risk/gateway/config/configJsonSchema';
import { CONFIG_VARIABLES } from '@release-risk/gateway/config/configVariables';
import { z } from 'zod';
import { json } from './exampleFiles.ts';
import { CONFIG_EXAMPLES } from './gatewayConfigExamples.ts';

export const GATEWAY_CONFIG_DOCUMENT = 'docs/gateway-configuration.md';
const SCHEMA = 'schema/gateway-config-v1.schema.json';
const EXAMPLE = 'examples/gateway/gateway.yaml';

/** As much of a JSON Schema as is told. */
interface Node {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly const?: string | number | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly default?: unknown;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
  readonly items?: Node | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
}

const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({
    title: z.string().optional(),
    description: z.string().optional(),
    type: z.string().optional(),
    format: z.string().optional(),
    const: z.union([z.string(), z.number()]).optional(),
    enum: z.array(z.string()).optional(),
    default: z.unknown().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    properties: z.record(z.string(), nodeSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), nodeSchema]).optional(),
    items: nodeSchema.optional(),
    anyOf: z.array(nodeSchema).optional(),
    oneOf: z.array(nodeSchema).optional(),
  }),
);

/** One key of the configuration, as its table tells it. `[]`: of each entry, `<name>`: of each one by its name. */
export interface ConfigKey {
  readonly path: string;
  readonly type: string;
  /** As YAML; `required`, or nothing. */
  readonly standard: string;
  readonly meaning: string;
}

export interface ConfigSection {
  /** A key at the top; for adapters and channels with the kind: `adapters github`. */
  readonly name: string;
  readonly meaning: string;
  readonly keys: readonly ConfigKey[];
}

/** Everything that may stand in a configuration, in its order. */
export function configSections(): readonly ConfigSection[] {
  const root = nodeSchema.parse(configJsonSchema());
  return Object.entries(root.properties ?? {}).flatMap(([name, node]): ConfigSection[] => {
    if (name !== 'adapters' && name !== 'channels') {
      const isRequired = root.required?.includes(name) === true;
      const [own, ...keys] = keysOf(name, node, isRequired);
      const isSaid = own?.type === 'mapping' && own.standard === '';
      return [{ name, meaning: node.description ?? '', keys: own === undefined || isSaid ? keys : [own, ...keys] }];
    }
    return variants(node).map(([kind, meaning, branches]) => ({
      name: `${name} ${kind}`,
      meaning,
      keys: below(`${name}.<name>`, branches).filter(({ path }) => path !== `${name}.<name>.kind`),
    }));
  });
}

/** The kinds of one mapping by names: each with its branches. */
function variants(node: Node): [kind: string, meaning: string, branches: readonly Node[]][] {
  const one = typeof node.additionalProperties === 'object' ? node.additionalProperties : {};
  return alternatives(one).map((branch) => {
    const branches = branch.properties === undefined ? alternatives(branch) : [branch];
    return [String(branches[0]?.properties?.['kind']?.const), branch.description ?? '', branches];
  });
}

const alternatives = (node: Node): readonly Node[] => node.anyOf ?? node.oneOf ?? [];
const isMany = ({ items, additionalProperties }: Node) =>
  items !== undefined || typeof additionalProperties === 'object';
const isLeaf = ({ title }: Node) => title === 'secret' || title === 'duration';

function keysOf(path: string, node: Node, isRequired: boolean): ConfigKey[] {
  const own: ConfigKey = {
    path,
    type: typeOf(node),
    standard: isRequired ? 'required' : standardOf(node),
    meaning: node.description ?? '',
  };
  return [own, ...(isLeaf(node) ? [] : deeper(path, node))];
}

function deeper(path: string, node: Node): ConfigKey[] {
  if (node.items !== undefined && !isLeaf(node.items)) return deeper(`${path}[]`, node.items);
  if (typeof node.additionalProperties === 'object' && !isLeaf(node.additionalProperties)) {
    return deeper(`${path}.<name>`, node.additionalProperties);
  }
  const branches = alternatives(node);
  if (branches.length === 0) return below(path, [node]);
  return [...below(path, branches), ...branches.filter(isMany).flatMap((branch) => deeper(path, branch))];
}

/** The keys of a mapping that has one of several shapes, each key once. */
function below(path: string, branches: readonly Node[]): ConfigKey[] {
  const names = new Set(branches.flatMap(({ properties }) => Object.keys(properties ?? {})));
  return [...names].flatMap((name) => {
    const having = branches.filter(({ properties }) => properties?.[name] !== undefined);
    const found = having.map(({ properties }) => properties?.[name] ?? {});
    const isRequired = having.length === branches.length && having.every(({ required }) => required?.includes(name));
    return keysOf(`${path}.${name}`, merged(found), isRequired);
  });
}

/** One key of several shapes: what is said about any of them is said. */
function merged(nodes: readonly Node[]): Node {
  const [first = {}] = nodes;
  if (nodes.every((node) => JSON.stringify(node) === JSON.stringify(first))) return first;
  const meanings = new Set(nodes.map(({ description }) => description).filter((text) => text !== undefined));
  const description = [...meanings].join('; ');
  if (nodes.every((node) => node.const !== undefined)) {
    return { description, enum: nodes.map((node) => String(node.const)) };
  }
  return { description, anyOf: nodes.map(({ description: _, ...node }) => node) };
}

function typeOf(node: Node): string {
  if (isLeaf(node)) return node.title ?? '';
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.enum !== undefined) return listed(node.enum.map((one) => `\`${one}\``));
  const branches = alternatives(node);
  if (branches.length > 0) return listed([...new Set(branches.map(typeOf))]);
  switch (node.type) {
    case 'array':
      return `list: ${typeOf(node.items ?? {})}`;
    case 'object':
      return typeof node.additionalProperties === 'object'
        ? `mapping to: ${typeOf(node.additionalProperties)}`
        : 'mapping';
    case 'integer':
      return `whole number${rangeOf(node)}`;
    case 'number':
      return `number${rangeOf(node)}`;
    case 'boolean':
      return '`true` or `false`';
    default:
      return node.format === 'uri' ? 'address' : 'text';
  }
}

const listed = (words: readonly string[]) => words.join(' or ').replace(/ or (?=.* or )/g, ', ');

function rangeOf({ minimum, maximum, exclusiveMinimum }: Node): string {
  const least = exclusiveMinimum ?? minimum;
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? String(maximum) : undefined;
  if (least === undefined) return '';
  if (exclusiveMinimum !== undefined) return `, above ${String(least)}${most === undefined ? '' : `, ${most} at most`}`;
  return most === undefined ? `, ${String(least)} or more` : `, ${String(least)} to ${most}`;
}

/** Mappings say theirs key by key. */
function standardOf({ default: standard, type, properties }: Node): string {
  if (standard === undefined || (type === 'object' && properties !== undefined)) return '';
  return `\`${typeof standard === 'string' ? standard : JSON.stringify(standard).replaceAll(',', ', ')}\``;
}

const INTRODUCTION = `# Configuration of the gateway

This page is made of the gateway's own checks by \`npm run gen\`; do not edit it.

\`release-risk-gateway\` reads one YAML file: \`--config\`, or what \`RELEASE_RISK_GATEWAY_CONFIG\` says, or \`gateway.yaml\` in
the folder where it is started. \`release-risk-gateway --check\` reads it and says what is wrong, with line and column,
without starting anything. The program ends with 0 where it was stopped or all is well, with 1 where it failed while it
ran, and with 3 where it could not start: usage, configuration, secrets, the port, the store.

Keys that nobody knows are refused. Paths are relative to the file. Durations are texts such as \`30s\`, \`10m\` or \`7d\`.
Editors complete and check with [the schema](../${SCHEMA}), by this first line:

\`\`\`yaml
# yaml-language-server: $schema=../../${SCHEMA}
\`\`\`
`;

const SECRETS = `## Secrets

No secret stands in the file. Wherever the type is \`secret\`, it says where the secret is: an environment variable
(\`{ env: SLACK_TOKEN }\`) or a file (\`{ file: /run/secrets/slack-token }\`), of which one line break at the end is left out.
All are read at start; an empty or missing one is refused. Secrets that others sign or log in with have to have 32 bytes
at least: \`openssl rand -hex 32\` makes one. Where there may be two, both are taken: add the new one, move the senders,
take the old one away.
`;

const cell = (text: string) => text.replaceAll('|', '\\|');
const row = ({ path, type, standard, meaning }: ConfigKey) =>
  `| \`${path}\` | ${cell(type)} | ${cell(standard)} | ${cell(meaning)} |`;

function sectionText(section: ConfigSection): string {
  const [name = '', kind] = section.name.split(' ');
  const examples = (CONFIG_EXAMPLES[section.name] ?? '').trim().split('\n---\n');
  return [
    kind === undefined ? `### \`${name}\`` : `#### \`kind: ${kind}\``,
    `${section.meaning}.`.replace(/\.\.$/, '.'),
    ['| Key | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...section.keys.map(row)].join('\n'),
    ...examples.map((text) => `\`\`\`yaml\n${text}\n\`\`\``),
  ].join('\n\n');
}

function documentText(): string {
  const variables = Object.entries(CONFIG_VARIABLES).map(([name, path]) => `| \`${name}\` | \`${path.join('.')}\` |`);
  const sections = configSections();
  const parts = sections.map((section, at) => {
    const [name = ''] = section.name.split(' ');
    const isFirst = name !== section.name && sections[at - 1]?.name.startsWith(`${name} `) !== true;
    const words = name === 'adapters' ? 'Ways to bring something back' : 'Ways to people';
    return `${isFirst ? `### \`${name}\`\n\n${words}, by names of your choice, each of one kind.\n\n` : ''}${sectionText(section)}`;
  });
  const example = readFileSync(fileURLToPath(new URL(`../${EXAMPLE}`, import.meta.url)), 'utf8').trim();
  return [
    INTRODUCTION,
    `## A whole one\n\n[\`${EXAMPLE}\`](../${EXAMPLE}): a bot that GitHub deploys, people in Slack and in Grafana.\n\n\`\`\`yaml\n${example}\n\`\`\``,
    SECRETS,
    `## Environment\n\nThese variables stand above the file:\n\n| Variable | Key |\n| --- | --- |\n${variables.join('\n')}\n| \`RELEASE_RISK_GATEWAY_CONFIG\` | the file itself, where \`--config\` does not say |`,
    '## Keys',
    ...parts,
  ]
    .map((part) => part.trim())
    .join('\n\n')
    .concat('\n');
}

/** The configuration of the gateway as it is told to people and editors: path from the root -> content. */
export function gatewayConfigFiles(): ReadonlyMap<string, string> {
  return new Map([
    [SCHEMA, json(configJsonSchema())],
    [GATEWAY_CONFIG_DOCUMENT, documentText()],
  ]);
}
