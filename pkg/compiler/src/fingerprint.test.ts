import { jsonSchema } from '@release-risk/language/document/jsonSchema';
import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import { normalize } from './normalize.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const SIGNALS: readonly Json[] = [
  {
    id: 'latency',
    title: 'Latency',
    description: 'Waiting.',
    datasource: 'metrics',
    query: 'max by (service) (latency)',
    unit: 'ms',
    worse: 'higher',
    weight: 30,
    critical: false,
    baseline: { kind: 'trailing', window: '7d', step: '5m', endsBefore: '4h' },
    limit: { sigmas: 3, atLeast: 5, atLeastRatio: 0.2 },
    samples: { query: 'sum by (service) (increase(requests[5m]))', atLeast: 20 },
    empty: 'missing',
    missing: 'inconclusive',
    grading: 'steps',
    runbook: 'https://wiki.example.org/latency',
  },
  {
    id: 'volume',
    title: 'Volume',
    datasource: 'metrics',
    query: 'sum by (service) (rate(requests[5m]))',
    worse: 'lower',
    weight: 20,
    limit: { ratio: 0.4, atLeast: 1 },
    atMostRatio: 0.7,
  },
  {
    id: 'errors',
    title: 'Errors',
    datasource: 'logs',
    query: 'sum by (service) (count_over_time({app="shop"} |= "error" [5m]))',
    weight: 20,
    baseline: { kind: 'sameHour', weeks: 2 },
    limit: { increase: 5 },
  },
  {
    id: 'disk',
    title: 'Disk',
    datasource: 'metrics',
    query: 'max by (service) (disk)',
    weight: 10,
    limit: { above: { yellow: 0.8, red: 0.9 } },
  },
  {
    id: 'up',
    title: 'Up',
    datasource: 'metrics',
    query: 'min by (service) (up)',
    weight: 10,
    limit: { below: { yellow: 1, red: 0.5 } },
  },
  {
    id: 'recorded',
    title: 'Recorded',
    datasource: 'metrics',
    query: 'max by (service) (cpu)',
    weight: 10,
    baseline: { kind: 'recorded', datasource: 'metrics' },
    limit: { sigmas: 3, atLeast: 5 },
  },
];

/** Every limit, baseline and language once, so that each field has a place where it decides. */
const BASE: { readonly [key: string]: Json } = {
  apiVersion: 'releaserisk/v1',
  kind: 'RiskModel',
  name: 'shop',
  title: 'Shop',
  description: 'The shop.',
  owner: 'Shop team',
  runbook: 'https://wiki.example.org/shop',
  escalation: 'on-call',
  reviewed: '2026-11-16',
  identity: { labels: ['service'], services: ['cart', 'checkout'] },
  datasources: { metrics: 'prometheus', other: 'prometheus', logs: 'loki', spare: 'loki' },
  deployment: { datasource: 'metrics', query: 'max by (service, version) (age_seconds)', versionLabel: 'version' },
  control: {
    label: 'track',
    canary: 'canary',
    stable: 'stable',
    running: { datasource: 'metrics', query: 'count by (service) (up{track="canary"})' },
  },
  signals: SIGNALS,
  bands: { low: 0.5, high: 1.5, recovery: 1 },
  minCoverage: 0.5,
  policy: { for: '1m', keepFiringFor: '5m', warmUp: '3m', actionWindow: '2h', cooldown: '30m' },
  action: { mode: 'observe' },
  contactPoints: { pipeline: { direct: 'ci', target: 'github' }, team: 'team' },
};

/** The document with one place changed; undefined removes it. */
function changed(document: Json, path: string, value: Json | undefined): Json {
  const [key = '', ...rest] = path.split('.');
  const inner = (old: Json | undefined): Json | undefined =>
    rest.length === 0 ? value : changed(old ?? {}, rest.join('.'), value);
  if (document instanceof Array) {
    return document.map((one, index) => (index === Number(key) ? (inner(one) ?? null) : one));
  }
  const members = typeof document === 'object' && document !== null ? document : {};
  const next = inner(Reflect.get(members, key));
  const others = Object.entries(members).filter(([name]) => name !== key);
  return Object.fromEntries(next === undefined ? others : [...others, [key, next]]);
}

function fingerprintOf(text: string): string {
  const read = readModel(text, 'model.yaml');
  if (!read.ok) throw new Error(read.diagnostics.map(({ message, path }) => `${path}: ${message}`).join('; '));
  return fingerprint(normalize(read.model));
}

const of = (document: Json) => fingerprintOf(JSON.stringify(document));

interface Change {
  /** Where the field stands in the schema: `[]` an entry, `*` a name. */
  readonly field: string;
  /** Where it stands in the document. */
  readonly at: string;
  readonly to: Json | undefined;
  /** What must be so before, for the field to be allowed there. */
  readonly given?: readonly (readonly [at: string, value: Json | undefined])[];
}

const discovered = [
  'identity.services',
  { discover: { datasource: 'metrics', query: 'count by (service) (up)' } },
] as const;
const named = ['identity.services', [{ service: 'cart' }]] as const;
const oneLine = ['signals.3.limit', { above: 4 }] as const;

const DECISIVE: readonly Change[] = [
  { field: 'identity.services[]', at: 'identity.services.0', to: 'search' },
  { field: 'name', at: 'name', to: 'store' },
  { field: 'identity.services[].*', at: 'identity.services.0.service', to: 'search', given: [named] },
  {
    field: 'identity.services.discover.datasource',
    at: 'identity.services.discover.datasource',
    to: 'other',
    given: [discovered],
  },
  {
    field: 'identity.services.discover.query',
    at: 'identity.services.discover.query',
    to: 'count by (service) (x)',
    given: [discovered],
  },
  { field: 'datasources.*', at: 'datasources.spare', to: 'prometheus' },
  { field: 'deployment.datasource', at: 'deployment.datasource', to: 'other' },
  { field: 'deployment.query', at: 'deployment.query', to: 'max by (service, version) (other_age)' },
  {
    field: 'deployment.versionLabel',
    at: 'deployment.versionLabel',
    to: 'release',
    given: [['deployment.query', 'max by (service, version, release) (age_seconds)']],
  },
  { field: 'control.label', at: 'control.label', to: 'role' },
  { field: 'control.canary', at: 'control.canary', to: 'new' },
  { field: 'control.stable', at: 'control.stable', to: 'old' },
  { field: 'control.running.datasource', at: 'control.running.datasource', to: 'other' },
  { field: 'control.running.query', at: 'control.running.query', to: 'count by (service) (up)' },
  { field: 'signals[].id', at: 'signals.0.id', to: 'latency_p99' },
  { field: 'signals[].datasource', at: 'signals.0.datasource', to: 'other' },
  { field: 'signals[].query', at: 'signals.0.query', to: 'min by (service) (latency)' },
  { field: 'signals[].worse', at: 'signals.0.worse', to: 'either' },
  { field: 'signals[].weight', at: 'signals.0.weight', to: 31 },
  { field: 'signals[].critical', at: 'signals.0.critical', to: true },
  { field: 'signals[].baseline.kind', at: 'signals.0.baseline.kind', to: 'robust' },
  { field: 'signals[].baseline.window', at: 'signals.0.baseline.window', to: '6d' },
  { field: 'signals[].baseline.step', at: 'signals.0.baseline.step', to: '10m' },
  { field: 'signals[].baseline.endsBefore', at: 'signals.0.baseline.endsBefore', to: '5h' },
  { field: 'signals[].baseline.weeks', at: 'signals.2.baseline.weeks', to: 3 },
  { field: 'signals[].baseline.datasource', at: 'signals.5.baseline.datasource', to: 'other' },
  { field: 'signals[].limit.sigmas', at: 'signals.0.limit.sigmas', to: 4 },
  { field: 'signals[].limit.atLeast', at: 'signals.0.limit.atLeast', to: 6 },
  { field: 'signals[].limit.atLeastRatio', at: 'signals.0.limit.atLeastRatio', to: 0.3 },
  { field: 'signals[].limit.increase', at: 'signals.2.limit.increase', to: 6 },
  { field: 'signals[].limit.ratio', at: 'signals.1.limit.ratio', to: 0.5 },
  { field: 'signals[].limit.above', at: 'signals.3.limit.above', to: 5, given: [oneLine] },
  { field: 'signals[].limit.above.yellow', at: 'signals.3.limit.above.yellow', to: 0.7 },
  { field: 'signals[].limit.above.red', at: 'signals.3.limit.above.red', to: 0.95 },
  { field: 'signals[].limit.below.yellow', at: 'signals.4.limit.below.yellow', to: 0.9 },
  { field: 'signals[].limit.below.red', at: 'signals.4.limit.below.red', to: 0.4 },
  { field: 'signals[].atMostRatio', at: 'signals.1.atMostRatio', to: 0.6 },
  { field: 'signals[].samples.query', at: 'signals.0.samples.query', to: 'sum by (service) (increase(calls[5m]))' },
  { field: 'signals[].samples.atLeast', at: 'signals.0.samples.atLeast', to: 21 },
  { field: 'signals[].empty', at: 'signals.0.empty', to: 'zero' },
  { field: 'signals[].missing', at: 'signals.0.missing', to: 'red' },
  { field: 'signals[].grading', at: 'signals.0.grading', to: 'linear', given: [['challengerOf', 'acting']] },
  { field: 'bands.low', at: 'bands.low', to: 0.6 },
  { field: 'bands.high', at: 'bands.high', to: 1.6 },
  { field: 'bands.recovery', at: 'bands.recovery', to: 0.9 },
  { field: 'minCoverage', at: 'minCoverage', to: 0.6 },
  { field: 'policy.for', at: 'policy.for', to: '2m' },
  { field: 'policy.keepFiringFor', at: 'policy.keepFiringFor', to: '6m' },
  { field: 'policy.warmUp', at: 'policy.warmUp', to: '4m' },
  { field: 'policy.actionWindow', at: 'policy.actionWindow', to: '3h' },
];

const gateway = ['contactPoints.pipeline', { gateway: 'rollbacks' }] as const;

const INDIFFERENT: readonly Change[] = [
  { field: 'title', at: 'title', to: 'Store' },
  { field: 'description', at: 'description', to: undefined },
  { field: 'owner', at: 'owner', to: 'Others' },
  { field: 'runbook', at: 'runbook', to: 'https://wiki.example.org/other' },
  { field: 'escalation', at: 'escalation', to: 'nobody' },
  { field: 'reviewed', at: 'reviewed', to: '2026-11-21' },
  { field: 'challengerOf', at: 'challengerOf', to: 'acting' },
  { field: 'signals[].title', at: 'signals.0.title', to: 'Waiting' },
  { field: 'signals[].description', at: 'signals.0.description', to: 'Other words.' },
  { field: 'signals[].unit', at: 'signals.0.unit', to: 's' },
  { field: 'signals[].runbook', at: 'signals.0.runbook', to: undefined },
  { field: 'policy.cooldown', at: 'policy.cooldown', to: '1h' },
  { field: 'action.mode', at: 'action.mode', to: 'ask' },
  { field: 'contactPoints.team', at: 'contactPoints.team', to: 'others' },
  { field: 'contactPoints.pipeline.direct', at: 'contactPoints.pipeline.direct', to: 'cd' },
  { field: 'contactPoints.pipeline.target', at: 'contactPoints.pipeline.target', to: 'gitlab' },
  { field: 'contactPoints.pipeline.gateway', at: 'contactPoints.pipeline.gateway', to: 'other', given: [gateway] },
];

/** Fields that have one value only, and the identity labels, which change together with every query. */
const APART = ['apiVersion', 'kind', 'identity.labels[]'];

function before({ given = [] }: Change): Json {
  let document: Json = BASE;
  for (const [at, value] of given) document = changed(document, at, value);
  return document;
}

describe('the fingerprint changes', () => {
  it.each(DECISIVE)('with $field', (change) => {
    const document = before(change);
    expect(of(changed(document, change.at, change.to))).not.toBe(of(document));
  });

  it('with identity.labels[]', () => {
    const text = JSON.stringify(BASE);
    expect(fingerprintOf(text.replaceAll('by (service', 'by (app').replace('["service"]', '["app"]'))).not.toBe(
      fingerprintOf(text),
    );
  });

  it('with a signal more or less', () => {
    expect(of({ ...BASE, signals: SIGNALS.slice(1) })).not.toBe(of(BASE));
  });
});

describe('the fingerprint stays', () => {
  it.each(INDIFFERENT)('whatever $field is', (change) => {
    const document = before(change);
    expect(of(changed(document, change.at, change.to))).toBe(of(document));
  });

  it('whatever the name is, unless recorded series carry it', () => {
    const unrecorded = { ...BASE, signals: SIGNALS.filter((signal) => !JSON.stringify(signal).includes('recorded')) };
    expect(of({ ...unrecorded, name: 'store' })).toBe(of(unrecorded));
  });

  it('whatever the order of keys, signals and services', () => {
    const reversed = (value: Json): Json => {
      if (value instanceof Array) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      );
    };
    expect(of(reversed(BASE))).toBe(of(BASE));
    expect(of({ ...BASE, signals: [...SIGNALS].reverse() })).toBe(of(BASE));
    expect(of(changed(BASE, 'identity.services', ['checkout', 'cart']))).toBe(of(BASE));
  });

  it.each([
    { what: 'a default that is written out', at: 'signals.1.missing', to: 'inconclusive' },
    {
      what: 'a default baseline that is written out',
      at: 'signals.1.baseline',
      to: { kind: 'trailing', window: '7d', step: '5m', endsBefore: '2h' },
    },
    { what: 'another spelling of a duration', at: 'policy.actionWindow', to: '120m' },
    { what: 'a service written as a mapping', at: 'identity.services', to: ['cart', { service: 'checkout' }] },
    { what: 'blanks in PromQL', at: 'signals.0.query', to: '  max   by(service)(\n  latency\n)  ' },
    { what: 'comments in PromQL', at: 'signals.0.query', to: '# why\nmax by (service) ( # here\n latency)' },
    {
      what: 'blanks in LogQL',
      at: 'signals.2.query',
      to: 'sum by (service)(count_over_time(\n{ app = "shop" }|="error"[5m]\n))',
    },
    {
      what: 'comments in LogQL',
      at: 'signals.2.query',
      to: '# why\nsum by (service) (count_over_time({app="shop"} |= "error" [5m]))',
    },
    { what: 'blanks in samples', at: 'signals.0.samples.query', to: 'sum by(service)(increase( requests[5m] ))' },
    { what: 'blanks in the deployment look-up', at: 'deployment.query', to: 'max by(service,version)(age_seconds)' },
  ])('for $what', ({ at, to }) => {
    expect(of(changed(BASE, at, to))).toBe(of(BASE));
  });

  it('in block, folded, quoted and flow form, with comments', () => {
    const signal = (query: string) =>
      `# a comment\napiVersion: releaserisk/v1\nkind: RiskModel # another\nname: shop\nidentity: {services: [cart]}\ndatasources:\n  metrics: prometheus\nsignals:\n  - id: a\n    title: A\n    datasource: metrics\n    query: ${query}\n    weight: 1\n    limit: {above: 1}\n`;
    const forms = [
      'max by (service) (latency)',
      '"max by (service)\\n(latency)"',
      "'max by (service) (latency)'",
      '|\n      max by (service) (\n        latency\n      )',
      '>-\n      max by (service)\n      (latency)',
    ];
    expect(new Set(forms.map((query) => fingerprintOf(signal(query)))).size).toBe(1);
  });
});

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

/** Every place of the schema that holds a plain value. */
function fieldsOf(node: SchemaNode, path: string): readonly string[] {
  const branches = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  const inner = [
    ...branches.flatMap((branch) => fieldsOf(branch, path)),
    ...Object.entries(node.properties ?? {}).flatMap(([key, property]) =>
      fieldsOf(property, path === '' ? key : `${path}.${key}`),
    ),
    ...(node.items ? fieldsOf(node.items, `${path}[]`) : []),
    ...(typeof node.additionalProperties === 'object' ? fieldsOf(node.additionalProperties, `${path}.*`) : []),
  ];
  return inner.length === 0 && branches.length === 0 ? [path] : inner;
}

describe('the tables above', () => {
  it('hold every field of the document, each once', () => {
    const told = [...DECISIVE, ...INDIFFERENT].map(({ field }) => field);
    expect([...told, ...APART].sort()).toEqual([...new Set(fieldsOf(jsonSchema(), ''))].sort());
  });
});
