import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GATEWAY_API } from '@release-risk/contract/gatewayApi';
import Ajv, { type ValidateFunction } from 'ajv';
import { Deployment } from 'kubernetes-models/apps/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Role, RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import { ConfigMap, Namespace, PersistentVolumeClaim, Service, ServiceAccount } from 'kubernetes-models/v1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { readConfig } from './readConfig.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const MANIFESTS = join(ROOT, 'deploy/kubernetes');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** What the API server would check, from the definitions of its API. */
const MODELS = {
  Deployment,
  NetworkPolicy,
  PodDisruptionBudget,
  Role,
  RoleBinding,
  ConfigMap,
  Namespace,
  PersistentVolumeClaim,
  Service,
  ServiceAccount,
} as const;
const kindSchema = z.enum([
  'Deployment',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Namespace',
  'PersistentVolumeClaim',
  'Service',
  'ServiceAccount',
]);
const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: kindSchema,
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
type Manifest = z.output<typeof objectSchema>;

const podSchema = z.looseObject({
  serviceAccountName: z.string(),
  terminationGracePeriodSeconds: z.number(),
  securityContext: z.looseObject({}),
  containers: z.tuple([
    z.looseObject({
      args: z.array(z.string()),
      ports: z.tuple([z.looseObject({ name: z.string(), containerPort: z.number() })]),
      startupProbe: z.looseObject({ httpGet: z.looseObject({ path: z.string() }) }),
      livenessProbe: z.looseObject({ httpGet: z.looseObject({ path: z.string() }) }),
      readinessProbe: z.looseObject({ httpGet: z.looseObject({ path: z.string() }) }),
      resources: z.looseObject({ limits: z.looseObject({ memory: z.string() }) }),
      securityContext: z.looseObject({}),
      volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
    }),
  ]),
  volumes: z.array(z.looseObject({ name: z.string() })),
});
const deploymentSchema = z.looseObject({
  spec: z.looseObject({
    replicas: z.number(),
    strategy: z.looseObject({ type: z.string() }),
    selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
      spec: podSchema,
    }),
  }),
});
const configMapSchema = z.looseObject({ data: z.object({ 'gateway.yaml': z.string() }) });

function manifestsOf(yaml: string): Manifest[] {
  // Kubernetes reads YAML 1.1: what looks like an octal number is one.
  return parseAllDocuments(yaml, { version: '1.1' }).map((document) => objectSchema.parse(document.toJS()));
}

function manifestsIn(folder: string): Manifest[] {
  return readdirSync(join(MANIFESTS, folder))
    .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
    .flatMap((name) => manifestsOf(readFileSync(join(MANIFESTS, folder, name), 'utf8')));
}

/** The same definitions, in which a field that nobody knows is an error. */
const strictly = ((): ((manifest: Manifest) => ValidateFunction | undefined) => {
  const require = createRequire(import.meta.url);
  const definitions: unknown = JSON.parse(
    readFileSync(require.resolve('schemastore/schemas/json/kubernetes-definitions.json'), 'utf8'),
    (key, value: unknown) => {
      if (key === '$id' || key === '$schema') return undefined;
      const has = (name: string) => typeof value === 'object' && value !== null && name in value;
      return has('properties') && has('type') && !has('additionalProperties')
        ? { ...(value as object), additionalProperties: false }
        : value;
    },
  );
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  ajv.addSchema(z.looseObject({}).parse(definitions), 'kubernetes');
  return ({ apiVersion, kind }) => {
    const [version = '', group = 'core'] = apiVersion.split('/').reverse();
    return ajv.getSchema(`kubernetes#/definitions/io.k8s.api.${group.split('.')[0] ?? ''}.${version}.${kind}`);
  };
})();

const base = manifestsIn('base');
const rights = manifestsIn('rollback-rights');
const only = <T>(manifests: readonly Manifest[], kind: Manifest['kind'], schema: z.ZodType<T>): T => {
  const [one, another] = manifests.filter((manifest) => manifest.kind === kind);
  if (one === undefined || another !== undefined) throw new Error(`not exactly one ${kind}`);
  return schema.parse(one);
};
const named = (manifest: Manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const;

/** Fields that these definitions are too old for; the models know them. */
const YOUNGER: ReadonlySet<unknown> = new Set(['seccompProfile']);

function expectSound(manifest: Manifest): void {
  expect(() => {
    new MODELS[manifest.kind](manifest as never).validate();
  }).not.toThrow();
  const validate = strictly(manifest);
  // policy/v1 is younger than these definitions.
  if (validate === undefined) expect(manifest.apiVersion).toBe('policy/v1');
  else {
    validate(manifest);
    expect((validate.errors ?? []).filter(({ params }) => !YOUNGER.has(params['additionalProperty']))).toEqual([]);
  }
}

function expectHardened(pod: z.output<typeof podSchema>): void {
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  const [container] = pod.containers;
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  expect(pod.volumes.map(({ name }) => name).sort()).toEqual(container.volumeMounts.map(({ name }) => name).sort());
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-risk-manifests-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function configIn(manifests: readonly Manifest[]) {
  const yaml = only(manifests, 'ConfigMap', configMapSchema).data['gateway.yaml'];
  const file = join(folder, 'gateway.yaml');
  writeFileSync(file, yaml);
  return { yaml, config: readConfig(file, {}).config };
}

describe('The manifests for Kubernetes', () => {
  it.each([...base, ...rights].map(named))(
    '%s is what the API knows, with no field that it does not',
    (_, manifest) => {
      expectSound(manifest);
    },
  );

  it('would be refused with a field that is written wrongly, or of another type', () => {
    const wrong = (from: string, to: string) =>
      manifestsOf(text('deploy/kubernetes/base/deployment.yaml').replace(from, to))[0] as Manifest;
    const validate = strictly(wrong('', ''));
    expect(validate?.(wrong('livenessProbe', 'livenesProbe'))).toBe(false);
    expect(() => {
      new Deployment(wrong('replicas: 1', 'replicas: one') as never).validate();
    }).toThrow('replicas');
  });

  it('run one gateway with all that it may do without taken away', () => {
    const { spec } = only(base, 'Deployment', deploymentSchema);
    expect([spec.replicas, spec.strategy.type]).toEqual([1, 'Recreate']);
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expectHardened(spec.template.spec);
  });

  it('ask for its state where its API tells it, and send to the port at which it listens', () => {
    const [container] = only(base, 'Deployment', deploymentSchema).spec.template.spec.containers;
    expect(container.livenessProbe.httpGet.path).toBe(GATEWAY_API.health.path);
    expect(container.startupProbe.httpGet.path).toBe(GATEWAY_API.health.path);
    expect(container.readinessProbe.httpGet.path).toBe(GATEWAY_API.ready.path);
    expect(container.ports[0].containerPort).toBe(configIn(base).config.listen.port);
    expect(container.args).toEqual(['--config', '/etc/release-risk/gateway.yaml']);
  });

  it('hold a configuration that the gateway takes, with secrets that the pod mounts and none in it', () => {
    const { yaml, config } = configIn(base);
    expect(config.store).toEqual({ sqlite: { file: '/data/gateway.db' } });
    const files = [...yaml.matchAll(/file: (\S+?)[ }\]]/g)].map(([, path = '']) => path);
    const mounted = only(base, 'Deployment', deploymentSchema).spec.template.spec.containers[0].volumeMounts.map(
      ({ mountPath }) => mountPath,
    );
    mounted.push('/var/run/secrets/kubernetes.io/serviceaccount');
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((path) => !mounted.some((place) => path.startsWith(`${place}/`)))).toEqual([]);
    expect([...base, ...rights].filter(({ kind }) => String(kind) === 'Secret')).toEqual([]);
  });

  it('let it roll back one Deployment by its name, and read what it needs for that', () => {
    const rules = z.looseObject({
      rules: z.array(
        z.object({
          apiGroups: z.array(z.string()),
          resources: z.array(z.string()),
          resourceNames: z.array(z.string()).optional(),
          verbs: z.array(z.string()),
        }),
      ),
    });
    expect(only(rights, 'Role', rules).rules).toEqual([
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['lead-bot'], verbs: ['get', 'patch'] },
      { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    ]);
    const account = only(base, 'ServiceAccount', z.looseObject({ metadata: z.looseObject({ name: z.string() }) }));
    const subjects = z.looseObject({ subjects: z.array(z.looseObject({ name: z.string() })) });
    expect(only(rights, 'RoleBinding', subjects).subjects.map(({ name }) => name)).toEqual([account.metadata.name]);
  });

  it('never let it reach the metadata of a cloud', () => {
    const policy = stringify(base.find(({ kind }) => kind === 'NetworkPolicy'));
    const blocks = z
      .looseObject({ spec: z.looseObject({ egress: z.array(z.looseObject({ to: z.array(z.looseObject({})) })) }) })
      .parse(parse(policy))
      .spec.egress.flatMap(({ to }) => to.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock])));
    expect(blocks).toEqual([
      { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] },
      { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::254/128'] },
    ]);
  });
});

const kustomizes = (() => {
  try {
    execFileSync('kubectl', ['kustomize', join(MANIFESTS, 'base')], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!kustomizes) console.warn('SKIPPED: kubectl is not on PATH, so the overlays for Kubernetes are not put together.');

describe.skipIf(!kustomizes)(
  kustomizes ? 'kubectl kustomize' : 'kubectl kustomize (skipped: no kubectl on this machine)',
  () => {
    const built = (path: string) =>
      manifestsOf(execFileSync('kubectl', ['kustomize', join(MANIFESTS, path)], { encoding: 'utf8' }));

    it.each(['base', 'overlays/postgres', 'rollback-rights'])('makes sound objects of %s', (path) => {
      const manifests = built(path);
      expect(manifests.length).toBeGreaterThan(1);
      for (const manifest of manifests) expectSound(manifest);
    });

    it('puts all of the gateway into one namespace, and the rights into that of the workload', () => {
      const places = built('base').map(({ kind, metadata }) =>
        kind === 'Namespace' ? metadata.name : metadata.namespace,
      );
      expect(new Set(places)).toEqual(new Set(['release-risk']));
      expect(new Set(built('rollback-rights').map(({ metadata }) => metadata.namespace))).toEqual(new Set(['shop']));
    });

    it('runs two replicas over PostgreSQL, with no disk of their own', () => {
      const manifests = built('overlays/postgres');
      const { spec } = only(manifests, 'Deployment', deploymentSchema);
      expect([spec.replicas, spec.strategy.type]).toEqual([2, 'RollingUpdate']);
      expectHardened(spec.template.spec);
      expect(spec.template.spec.volumes.map(({ name }) => name).sort()).toEqual([
        'configuration',
        'scratch',
        'secrets',
      ]);
      expect(manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toEqual([]);
      const { config } = configIn(manifests);
      expect(config.store).toMatchObject({ postgres: { connections: 10 } });
      expect({ ...config, store: undefined }).toEqual({ ...configIn(base).config, store: undefined });
    });
  },
);

describe("The gateway's image", () => {
  const dockerfile = text('pkg/gateway/container/Dockerfile');
  const ignored = text('pkg/gateway/container/Dockerfile.dockerignore').split('\n');

  it('is of one exact image', () => {
    const from = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image);
    expect(from.length).toBeGreaterThan(1);
    for (const image of from) expect(image).toMatch(/^node:20\.\d+\.\d+-[a-z]+-slim$/);
  });

  it('runs as somebody who may not do much, and is asked for its health', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last.indexOf('\nUSER node\n')).toBeLessThan(last.indexOf('\nENTRYPOINT'));
    expect(last).toMatch(/HEALTHCHECK [^]*8686\/healthz/);
    expect(last).toMatch(/^EXPOSE 8686$/m);
  });

  it('is made of what its context lets through', () => {
    const allowed = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(allowed).toEqual(
      expect.arrayContaining(['scripts/bundleGateway.mjs', 'scripts/nodeBundle.mjs', 'package-lock.json', 'pkg']),
    );
    expect(allowed.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('installs every package that the bundle leaves outside', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(text('pkg/gateway/package.json')));
    const [, list = ''] = /EXTERNAL = \[([^\]]*)\]/.exec(text('scripts/bundleGateway.mjs')) ?? [];
    const outside = [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
    expect(outside).toContain('libsql');
    expect(outside.filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
  });
});
