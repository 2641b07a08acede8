import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatewayConfigSchema } from '@release-risk/gateway/config/gatewayConfig';
import { readConfig } from '@release-risk/gateway/config/readConfig';
import { openAdapter } from '@release-risk/gateway/adapters/openAdapter';
import { openNotifier } from '@release-risk/gateway/notify/channels';
import { openEgress } from '@release-risk/gateway/egress/openEgress';
import { hostClock } from '@release-risk/query/hostClock';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { CONFIG_EXAMPLES } from '../scripts/gatewayConfigExamples.ts';
import { configSections, GATEWAY_CONFIG_DOCUMENT } from '../scripts/gatewayConfigFiles.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = readFileSync(join(ROOT, 'examples/gateway/gateway.yaml'), 'utf8');
const SCHEMA: unknown = JSON.parse(readFileSync(join(ROOT, 'schema/gateway-config-v1.schema.json'), 'utf8'));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-risk-configuration-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(yaml: string) {
  const file = join(folder, 'gateway.yaml');
  writeFileSync(file, yaml);
  return readConfig(file, {});
}

/** What a part of a configuration needs beside it to be a whole one. */
const REST: Readonly<Record<string, unknown>> = {
  models: 'grafana',
  grafana: { url: 'https://grafana.example.com', token: { env: 'GRAFANA_TOKEN' } },
  alerts: { grafana: { secrets: [{ env: 'ALERT_SECRET' }] } },
  egress: { allow: ['example.com'] },
  adapters: { deploy: { kind: 'webhook', url: 'https://example.com', secret: { env: 'DEPLOY_SECRET' } } },
  channels: { team: { kind: 'slack', token: { env: 'SLACK_TOKEN' }, channel: 'C0123456789' } },
};

/** Paths of a configuration as the document writes them. */
function pathsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsIn(one, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...pathsIn(one, at), ...pathsIn(one, `${path === '' ? key : path}.<name>`)];
  });
}

const partsOf = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as unknown);
const validate = (() => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile(SCHEMA as object);
})();

describe('The document of the configuration', () => {
  const text = readFileSync(join(ROOT, GATEWAY_CONFIG_DOCUMENT), 'utf8');
  const blocks = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml);
  const fragments = blocks.filter((yaml) => yaml.trim() !== EXAMPLE.trim() && parse(yaml) !== null);

  it('has a section for every key, and every kind of adapter and channel', () => {
    const sections = configSections().map(({ name }) => name);
    const keys = Object.keys(gatewayConfigSchema.shape);
    expect([...new Set(sections.map((name) => name.split(' ')[0]))]).toEqual(keys);
    expect(sections.toSorted()).toEqual(Object.keys(CONFIG_EXAMPLES).toSorted());
    expect(fragments.length).toBeGreaterThan(sections.length);
  });

  it('says of every key what it means', () => {
    const silent = configSections().flatMap(({ keys }) =>
      keys.filter(({ meaning, type }) => meaning === '' || type === ''),
    );
    expect(silent).toEqual([]);
  });

  it.each(configSections().map((section) => [section.name, section.keys] as const))(
    'has an example with every key of %s',
    (name, keys) => {
      const used = new Set(partsOf(CONFIG_EXAMPLES[name] ?? '').flatMap((part) => pathsIn(part)));
      const named = (path: string) =>
        [...used].some((one) => one === path || one.replace(/^(adapters|channels)\.[^.]+/, '$1.<name>') === path);
      expect(keys.filter(({ path }) => !named(path)).map(({ path }) => path)).toEqual([]);
    },
  );

  it.each(fragments.map((yaml) => [yaml]))('has nothing that the gateway would refuse: %s', (yaml) => {
    const part = parse(yaml) as Readonly<Record<string, unknown>>;
    const whole = { ...REST, ...part };
    expect(() => read(JSON.stringify(whole))).not.toThrow();
    expect([validate(whole), validate.errors]).toEqual([true, null]);
  });
});

describe('The example of a configuration', () => {
  it('is what the gateway takes, and what the schema in its first line describes', () => {
    const [first = ''] = EXAMPLE.split('\n');
    const [, schema = ''] = /\$schema=(\S+)$/.exec(first) ?? [];
    expect(JSON.parse(readFileSync(join(ROOT, 'examples/gateway', schema), 'utf8'))).toEqual(SCHEMA);
    expect(validate(parse(EXAMPLE))).toBe(true);
    expect(read(EXAMPLE).config.releases.map(({ name, mode }) => [name, mode])).toEqual([['lead-bot', 'ask']]);
  });

  it('opens with the secrets that it names', () => {
    const { config, readSecret, pathOf } = read(EXAMPLE);
    const files = [...EXAMPLE.matchAll(/file: (secrets\/[^ }]+)/g)].map(([, path = '']) => path);
    expect(new Set(files).size).toBeGreaterThan(6);
    for (const path of files) {
      mkdirSync(dirname(pathOf(path)), { recursive: true });
      writeFileSync(pathOf(path), 'a-secret-of-more-than-thirty-two-bytes\n');
    }
    const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
    if (config.egress === undefined) throw new Error('the example has no egress');
    const egress = openEgress(config.egress, {
      lookup: () => Promise.reject(new Error('nobody is asked here')),
      clock,
    });
    const commands = { allowedCommands: [], stateDirectory: folder, environment: {}, clock, newId: () => '1', user: 1 };
    const adapters = Object.entries(config.adapters).map(([name, one]) =>
      openAdapter(name, one, { egress, readSecret, commands }),
    );
    const channels = Object.values(config.channels).map((one) => openNotifier(one, { egress, readSecret, clock }));
    expect([adapters.map(({ kind }) => kind), channels.map(({ kind }) => kind)]).toEqual([
      ['github'],
      ['slack', 'grafanaAnnotation'],
    ]);
  });

  it('would not do with a key that nobody knows', () => {
    const wrong = { ...(parse(EXAMPLE) as object), egres: {} };
    expect(validate(wrong)).toBe(false);
    expect(() => read(JSON.stringify(wrong))).toThrow('egres');
  });
});
