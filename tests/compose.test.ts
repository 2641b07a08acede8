import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@release-risk/gateway/config/readConfig';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCHEMA =
  'schemastore/schemas/json/raw.githubusercontent.com/compose-spec/compose-spec/master/schema/compose-spec.json';
const text = readFileSync(`${ROOT}docker-compose.yml`, 'utf8');
const document: unknown = parse(text, { merge: true });

const serviceSchema = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  cap_drop: z.array(z.string()).optional(),
});
const { services, volumes } = z
  .object({ services: z.record(z.string(), serviceSchema), volumes: z.record(z.string(), z.unknown()) })
  .parse(document);
const named = Object.entries(services);
const runsOnce = new Set(
  named
    .flatMap(([, { depends_on: needs }]) => Object.entries(needs))
    .flatMap(([name, { condition }]) => (condition === 'service_completed_successfully' ? [name] : [])),
);

/** The official images and their tags, as their publishers write them: a full version, and never a moving name. */
const EXACT = /:v?\d+\.\d+\.\d+(-[a-z0-9.-]+)?$/;
const mounts = named.flatMap(([service, { volumes: all }]) => all.map((mount) => [service, mount] as const));
const composeClient = (() => {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('docker-compose.yml', () => {
  it('holds to the specification of compose, which refuses a service that it does not know how to start', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true, logger: false });
    addFormats(ajv);
    // Compose writes durations as Go does.
    ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
    // It names its parts as an older dialect does, and the dialect by an address that is none: both only names.
    const schema: unknown = JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve(SCHEMA), 'utf8'),
      (key, value: unknown) => ((key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value),
    );
    const validate = ajv.compile(z.looseObject({}).parse(schema));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { grafana: { imagee: 'grafana/grafana' } } })).toBe(false);
  });

  it.each(named)('%s is of one exact image', (_, { image, build }) => {
    if (build === undefined) return expect(image).toMatch(EXACT);
    const from = [...readFileSync(`${ROOT}${build.dockerfile}`, 'utf8').matchAll(/^FROM (\S+)/gm)];
    expect(from.length).toBeGreaterThan(0);
    for (const [, base = ''] of from) expect(base).toMatch(EXACT);
  });

  it('runs the same Prometheus whose promtool writes the past', () => {
    const dockerfile = readFileSync(`${ROOT}${services['prepare']?.build?.dockerfile ?? ''}`, 'utf8');
    expect(dockerfile).toContain(`FROM ${services['prometheus']?.image ?? ''} `);
  });

  it.each(named)('%s is reached from this machine alone', (_, { ports }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(named.filter(([name]) => !runsOnce.has(name)))('%s is asked for its health', (_, { healthcheck }) => {
    expect(healthcheck?.test[0]).toBe('CMD');
  });

  it('waits for what is healthy or done, and for nothing that is not there', () => {
    for (const [, { depends_on: needs }] of named) {
      for (const [name, { condition }] of Object.entries(needs)) {
        expect(services).toHaveProperty(name);
        expect(condition).toBe(runsOnce.has(name) ? 'service_completed_successfully' : 'service_healthy');
      }
    }
  });

  it.each(mounts)('mounts into %s what exists: %s', (_, mount) => {
    const [source = ''] = mount.split(':');
    if (!source.startsWith('./')) return expect(volumes).toHaveProperty(source);
    // The plugin is built by whoever starts it.
    if (source !== './dist') expect(existsSync(`${ROOT}${source.slice(2)}`)).toBe(true);
  });

  it('keeps no secret: passwords come from the environment or are made at the first start', () => {
    for (const [, { environment }] of named) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN/.test(name)) expect(String(value)).toMatch(/^(\/secrets(\/|$)|\$\{\w+:-\}$)/);
      }
    }
  });

  it('gives Grafana every value that the provisioned files ask for', () => {
    const grafana = z
      .object({ entrypoint: z.array(z.string()) })
      .parse(z.object({ services: z.object({ grafana: z.unknown() }) }).parse(document).services.grafana);
    const given = `${Object.keys(services['grafana']?.environment ?? {}).join(' ')} ${grafana.entrypoint.join(' ')}`;
    const files = [
      'alerting/telegram-lead-bot-contact-points',
      'datasources/release-risk',
      'dashboards/release-risk',
      'plugins/releaserisk-app',
    ];
    const asked = files.flatMap((name) => [
      ...readFileSync(`${ROOT}provisioning/${name}.yaml`, 'utf8').matchAll(/\$(?:__env\{)?(RELEASE_RISK_\w+)/g),
    ]);
    expect(asked.length).toBeGreaterThanOrEqual(4);
    for (const [, name = ''] of asked) expect(given).toContain(name);
  });

  it('gives the gateway a configuration that it starts with, once its secrets are made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'compose-'));
    try {
      const text = readFileSync(`${ROOT}demo/containers/config/gateway.yaml`, 'utf8');
      const secretFiles = [...text.matchAll(/file: \/secrets\/(\S+)/g)].map(([, name = '']) => name);
      // Each of its own: tokens that are the same are refused.
      for (const name of secretFiles) {
        const made = Buffer.from(name.padEnd(32, '.')).toString('base64');
        writeFileSync(join(folder, name), name === 'gateway-webhooks' ? `whsec_${made}` : made);
      }
      const file = join(folder, 'gateway.yaml');
      writeFileSync(file, text.replaceAll('/secrets/', `${folder}/`));
      const { config } = readConfig(file, {});
      expect(config.listen.port).toBe(8686);
      expect(config.releases.map(({ mode }) => mode)).toEqual(['ask']);
      const made = readFileSync(`${ROOT}demo/src/containers/addresses.ts`, 'utf8');
      for (const name of secretFiles) expect(made).toContain(`'${name}'`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('lets Grafana load the plugin and its nested panel, which are unsigned', () => {
    const ids = ['src/plugin.json', 'src/panel/plugin.json'].map(
      (file) => z.object({ id: z.string() }).parse(JSON.parse(readFileSync(`${ROOT}${file}`, 'utf8'))).id,
    );
    expect(services['grafana']?.environment['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']).toBe(ids.join(','));
  });
});

describe.skipIf(!composeClient)(
  composeClient ? 'docker compose' : 'docker compose (skipped: no docker client with compose on this machine)',
  () => {
    let config = '';
    beforeAll(() => {
      config = execFileSync('docker', ['compose', '-f', `${ROOT}docker-compose.yml`, 'config'], { encoding: 'utf8' });
    });

    it('reads the file and knows its services', () => {
      expect(
        Object.keys(z.object({ services: z.record(z.string(), z.unknown()) }).parse(parse(config)).services),
      ).toEqual(expect.arrayContaining(Object.keys(services)));
    });
  },
);
