import { createHash } from 'node:crypto';
import { Deployment, ReplicaSet } from 'kubernetes-models/apps/v1';
import { Pod } from 'kubernetes-models/v1';
import { brittleServer } from './brittleServer.ts';
import type { BrittleServer } from './brittleServer.ts';
import type { FakeAnswer, FakeRequest } from './faultyServer.ts';
import { jsonPatched, mergePatched, PatchFailed } from './jsonPatch.ts';

export interface FakeTemplate {
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: object;
}

interface FakeMetadata {
  name: string;
  namespace: string;
  uid: string;
  resourceVersion: string;
  generation: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: object[];
  deletionTimestamp?: string;
}

/** Any object of the cluster; the fake keeps them as JSON. */
export interface FakeObject {
  readonly apiVersion: string;
  readonly kind: string;
  metadata: FakeMetadata;
  spec: Record<string, unknown>;
  status: Record<string, unknown>;
}

export interface FakeKubernetes extends BrittleServer {
  object(kind: string, name: string): FakeObject;
  all(kind: string): FakeObject[];
  put(
    object: Omit<FakeObject, 'metadata'> & { readonly metadata: Partial<FakeMetadata> & { name: string } },
  ): FakeObject;
  remove(kind: string, name: string): void;
  /** Changes an object as somebody else would: a new resourceVersion, and a new generation where its spec changed. */
  change(kind: string, name: string, change: (object: FakeObject) => void): void;
  /** Is called before a patch is applied: the race that is lost. */
  beforePatch: (() => void) | undefined;
  /** Every patch that changed a template, by the correlation id that was written with it. */
  readonly executed: readonly string[];
  /** Objects of a page, whatever limit is asked for. */
  pageSize: number;
  /** Old CRDs have no status subresource. */
  hasRolloutStatus: boolean;
}

export const FAKE_CLUSTER_TOKEN = 'service-account-token';

const PATHS: Readonly<Record<string, string>> = {
  '/apis/apps/v1/namespaces/shop/deployments': 'Deployment',
  '/apis/apps/v1/namespaces/shop/replicasets': 'ReplicaSet',
  '/api/v1/namespaces/shop/pods': 'Pod',
  '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts': 'Rollout',
};
const MODELS: Readonly<Record<string, new (data: never) => { validate(): void }>> = { Deployment, ReplicaSet, Pod };

const failure = (status: number, reason: string, message: string): FakeAnswer => ({
  status,
  json: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code: status },
});

const clone = <T>(value: T): T => structuredClone(value);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The hash that a controller labels the pods of a template with. */
export function templateHash(template: object): string {
  return createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 10);
}

function matches(labels: Readonly<Record<string, string>>, selector: string): boolean {
  return selector
    .split(/,(?![^(]*\))/)
    .filter(Boolean)
    .every((term) => {
      const set = /^(\S+) (in|notin) \((.*)\)$/.exec(term);
      if (set !== null) {
        const [, key = '', operator, values = ''] = set;
        return values.split(',').includes(labels[key] ?? '') === (operator === 'in');
      }
      const [key = '', value] = term.split('=');
      if (value !== undefined) return labels[key] === value;
      return key.startsWith('!') ? !(key.slice(1) in labels) : key in labels;
    });
}

/**
 * The parts of a Kubernetes API server that rollbacks use, in the namespace `shop`: optimistic concurrency, generations,
 * JSON and merge patches, status subresources, labels and pages. Objects are checked by the API's own definitions.
 */
export async function fakeKubernetes(): Promise<FakeKubernetes> {
  const objects = new Map<string, FakeObject>();
  const executed: string[] = [];
  let version = 1000;

  const save = (object: FakeObject): FakeObject => {
    version += 1;
    object.metadata.resourceVersion = String(version);
    objects.set(`${object.kind}/${object.metadata.name}`, object);
    return object;
  };
  const object = (kind: string, name: string): FakeObject => {
    const found = objects.get(`${kind}/${name}`);
    if (found === undefined) throw new Error(`The cluster has no ${kind} ${name}.`);
    return found;
  };
  const all = (kind: string) => [...objects.values()].filter((one) => one.kind === kind);

  function validate(changed: FakeObject): void {
    const Model = MODELS[changed.kind];
    if (Model !== undefined) new Model(clone(changed) as never).validate();
  }

  function replace(before: FakeObject, after: FakeObject): FakeObject {
    // Written by nobody but the server.
    after.metadata = { ...after.metadata, uid: before.metadata.uid, generation: before.metadata.generation };
    if (!same(before.spec, after.spec)) after.metadata.generation += 1;
    return save(after);
  }

  function list({ query }: FakeRequest, kind: string): FakeAnswer {
    const found = all(kind).filter(({ metadata }) => matches(metadata.labels ?? {}, query.get('labelSelector') ?? ''));
    const from = Number(query.get('continue') ?? 0);
    const size = Math.min(cluster.pageSize, Number(query.get('limit') ?? cluster.pageSize));
    const next = from + size < found.length ? { continue: String(from + size) } : {};
    return { status: 200, json: { kind: `${kind}List`, metadata: next, items: found.slice(from, from + size) } };
  }

  function patched(before: FakeObject, request: FakeRequest): FakeObject {
    const patch: unknown = JSON.parse(request.body);
    if (request.headers['content-type'] === 'application/json-patch+json') {
      return jsonPatched(before, patch as []) as unknown as FakeObject;
    }
    return mergePatched(clone(before), patch) as FakeObject;
  }

  function patch(before: FakeObject, part: 'status' | 'main', request: FakeRequest): FakeAnswer {
    let after;
    try {
      after = patched(before, request);
      validate(after);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return error instanceof PatchFailed
        ? failure(422, 'Invalid', `the server rejected our request due to an error in our request: ${message}`)
        : failure(422, 'Invalid', message);
    }
    if (after.metadata.resourceVersion !== before.metadata.resourceVersion) {
      return failure(409, 'Conflict', 'the object has been modified; please apply your changes to the latest version');
    }
    // Each writes only what is its own.
    if (part === 'status') after = { ...clone(before), status: after.status };
    else if (before.kind !== 'Rollout' || cluster.hasRolloutStatus) after = { ...after, status: clone(before.status) };
    const isUndo = !same(before.spec['template'], after.spec['template']);
    const saved = replace(before, after);
    if (isUndo) executed.push(saved.metadata.annotations?.['release-risk/rollback'] ?? '');
    return { status: 200, json: saved };
  }

  function handle(request: FakeRequest): FakeAnswer {
    const { method, path, headers } = request;
    if (headers.authorization !== `Bearer ${FAKE_CLUSTER_TOKEN}`) return failure(401, 'Unauthorized', 'Unauthorized');
    const [folder, kind] =
      Object.entries(PATHS).find(([start]) => path === start || path.startsWith(`${start}/`)) ?? [];
    if (folder === undefined || kind === undefined) return failure(404, 'NotFound', 'the server could not find it');
    if (path === folder) return list(request, kind);
    const [name = '', part] = path.slice(folder.length + 1).split('/');
    if (objects.get(`${kind}/${name}`) === undefined) return failure(404, 'NotFound', `${kind} "${name}" not found`);
    if (part !== undefined && (part !== 'status' || !cluster.hasRolloutStatus)) {
      return failure(404, 'NotFound', 'the server could not find the requested resource');
    }
    if (method === 'GET') return { status: 200, json: object(kind, name) };
    if (method !== 'PATCH') return failure(405, 'MethodNotAllowed', method);
    const race = cluster.beforePatch;
    cluster.beforePatch = undefined;
    race?.();
    return patch(object(kind, name), part === 'status' ? 'status' : 'main', request);
  }

  const server = await brittleServer(handle);
  const cluster: FakeKubernetes = {
    ...server,
    object,
    all,
    put: ({ metadata, ...rest }) => {
      const made: FakeObject = {
        ...clone(rest),
        metadata: {
          namespace: 'shop',
          uid: `uid-${rest.kind}-${metadata.name}-${String(version)}`,
          resourceVersion: '',
          generation: 1,
          ...clone(metadata),
        },
      };
      validate(made);
      return save(made);
    },
    remove: (kind, name) => void objects.delete(`${kind}/${name}`),
    change: (kind, name, change) => {
      const before = object(kind, name);
      const after = clone(before);
      change(after);
      replace(before, after);
    },
    beforePatch: undefined,
    executed,
    pageSize: 2,
    hasRolloutStatus: true,
  };
  return cluster;
}
