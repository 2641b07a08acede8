import type { GrafanaHttpRequest, GrafanaHttpResponse, GrafanaTransport } from '../transport.ts';

type Body = Record<string, unknown>;

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

interface Rule extends Body {
  uid: string;
  folderUID: string;
  ruleGroup: string;
}

interface Dashboard {
  folderUid: string;
  versions: { version: number; created: string; createdBy: string; message: string; data: Body }[];
}

/** What tests see and change behind the API's back, as people and other tools do. */
export interface FakeGrafana {
  readonly transport: GrafanaTransport;
  readonly folders: Map<string, { uid: string; title: string }>;
  readonly contactPoints: Map<string, Body>;
  readonly rules: Map<string, Rule>;
  readonly groups: Map<string, { interval: number }>;
  readonly dashboards: Map<string, Dashboard>;
  readonly annotations: Body[];
  /** Plugins that are installed, by id: what their settings were last written as. */
  readonly plugins: Map<string, Body>;
  /** Every request that was answered, as `PUT /path`. */
  readonly requests: string[];
  /** Those of them that change something. */
  writes(): string[];
  /** Called before each request; what it gives is answered in its place. It may throw, as a network does. */
  before: (request: GrafanaHttpRequest, path: string) => Answer | undefined;
  /** Called after each request was done; may throw, so that the answer is lost. */
  after: (request: GrafanaHttpRequest, path: string) => void;
}

const REDACTED = '[REDACTED]';
const NESTED_SECRETS = [['hmacConfig', 'secret']] as const;
const TOP_SECRETS = ['password', 'authorization_credentials'];

/**
 * Grafana 12.2 in memory, as its facts have it: a group PUT replaces, an empty list of rules deletes nothing, defaults
 * are written into query models, dashboards have versions, secrets are never shown, nested ones never kept.
 */
export function fakeGrafana(): FakeGrafana {
  const fake: FakeGrafana = {
    folders: new Map(),
    contactPoints: new Map(),
    rules: new Map(),
    groups: new Map(),
    dashboards: new Map(),
    annotations: [],
    plugins: new Map(),
    requests: [],
    writes: () => fake.requests.filter((request) => !request.startsWith('GET') && !/\/(eval|query)$/.test(request)),
    before: () => undefined,
    after: () => undefined,
    transport: async (request): Promise<GrafanaHttpResponse> => {
      const url = new URL(request.url);
      const path = url.pathname;
      const instead = fake.before(request, path);
      const answer = instead ?? route(fake, request, path, url.searchParams);
      fake.requests.push(`${request.method} ${decodeURIComponent(path)}`);
      if (instead === undefined) fake.after(request, path);
      const text =
        answer.body === undefined ? '' : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      return Promise.resolve({
        status: answer.status,
        header: (name) => (name === 'content-type' && text.startsWith('<') ? 'text/html' : undefined),
        text: () => Promise.resolve(text),
      });
    },
  };
  return fake;
}

const ok = (body: unknown, status = 200): Answer => ({ status, body });
const NOT_FOUND: Answer = { status: 404, body: { message: 'not found' } };

function route(
  fake: FakeGrafana,
  { method, body, headers }: GrafanaHttpRequest,
  path: string,
  query: URLSearchParams,
): Answer {
  const json = (body === undefined ? {} : JSON.parse(body)) as Body;
  const [, area = '', ...parts] = path.split('/').slice(1).map(decodeURIComponent);
  const at = `${method} ${area}`;
  const provenance = headers['x-disable-provenance'] === undefined ? 'api' : '';
  if (area === 'folders') return folders(fake, method, parts, json);
  if (at === 'GET health') return ok({ version: '12.2.0', database: 'ok' });
  if (area === 'dashboards') return dashboards(fake, method, parts, json);
  if (area === 'plugins') return plugins(fake, method, parts, json);
  if (area === 'annotations') return annotations(fake, method, parts, json, query);
  if (path.startsWith('/api/v1/provisioning/')) {
    const [, kind, ...rest] = parts;
    if (kind === 'contact-points') return contactPoints(fake, method, rest[0], json, provenance);
    if (kind === 'alert-rules') return rule(fake, method, rest[0] ?? '');
    if (kind === 'folder') return group(fake, method, rest[0] ?? '', rest[2] ?? '', json, provenance);
  }
  return NOT_FOUND;
}

/** What is not said is as if it were false or nothing: that is how an app is disabled by mistake. */
function plugins(fake: FakeGrafana, method: string, [id = '']: string[], body: Body): Answer {
  const found = fake.plugins.get(id);
  if (found === undefined)
    return { status: 404, body: { message: 'Plugin not found, no installed plugin with that id' } };
  if (method === 'GET') return ok({ id, secureJsonFields: {}, ...found });
  const { enabled = false, pinned = false, jsonData = null } = body;
  // Nothing gives a secret back, and one that becomes empty is none any more.
  const secrets = Object.entries({
    ...Object(found['secureJsonFields'] ?? {}),
    ...Object(body['secureJsonData'] ?? {}),
  }).filter(([, one]) => one !== '');
  const secureJsonFields = Object.fromEntries(secrets.map(([name]) => [name, true]));
  fake.plugins.set(id, { ...found, enabled, pinned, jsonData, secureJsonFields });
  return ok({ message: 'Plugin settings updated' });
}

function folders(fake: FakeGrafana, method: string, [uid = '', what]: string[], body: Body): Answer {
  if (method === 'POST') {
    const folder = { uid: String(body['uid']), title: String(body['title']) };
    if (fake.folders.has(folder.uid))
      return { status: 412, body: { message: 'the folder has been changed by someone else' } };
    fake.folders.set(folder.uid, folder);
    return ok(folder);
  }
  const folder = fake.folders.get(uid);
  // To anyone but an administrator a folder that is not there is one that may not be read.
  if (folder === undefined) return { status: 403, body: { message: 'Permissions needed: folders:read' } };
  if (what === 'counts') {
    const dashboard = [...fake.dashboards.values()].filter(({ folderUid }) => folderUid === uid).length;
    return ok({ dashboard, alertrule: [...fake.rules.values()].filter(({ folderUID }) => folderUID === uid).length });
  }
  if (method === 'DELETE') fake.folders.delete(uid);
  return ok(folder);
}

function redacted(settings: Body): Body {
  const shown = structuredClone(settings);
  for (const key of TOP_SECRETS) if (key in shown) shown[key] = REDACTED;
  for (const [outer, inner] of NESTED_SECRETS) {
    const nested = shown[outer];
    if (typeof nested === 'object' && nested !== null && inner in nested) Reflect.set(nested, inner, REDACTED);
  }
  return shown;
}

function contactPoints(
  fake: FakeGrafana,
  method: string,
  uid: string | undefined,
  body: Body,
  provenance: string,
): Answer {
  if (method === 'GET') {
    return ok([...fake.contactPoints.values()].map((one) => ({ ...one, settings: redacted(one['settings'] as Body) })));
  }
  const key = uid ?? String(body['uid']);
  const stored = fake.contactPoints.get(key);
  if (method === 'POST') {
    if (stored !== undefined)
      return { status: 409, body: { messageId: 'alerting.notifications.contact-points.uidInUse' } };
    fake.contactPoints.set(key, { ...body, ...(provenance === '' ? {} : { provenance }) });
    return ok(body, 202);
  }
  if (method === 'DELETE') {
    const used = [...fake.rules.values()].some(
      ({ notification_settings: settings }) =>
        typeof settings === 'object' && settings !== null && Reflect.get(settings, 'receiver') === stored?.['name'],
    );
    if (stored !== undefined && used) {
      return {
        status: 409,
        body: { messageId: 'alerting.notifications.contact-points.used-by-rule', message: 'used' },
      };
    }
    fake.contactPoints.delete(key);
    return { status: 202, body: {} };
  }
  if (stored === undefined) return NOT_FOUND;
  if ((stored['provenance'] ?? '') !== provenance && (stored['provenance'] ?? '') !== '') {
    const message = `cannot change provenance from '${String(stored['provenance'])}' to '${provenance}'`;
    return { status: 500, body: { message } };
  }
  fake.contactPoints.set(key, { ...body, uid: key, ...(provenance === '' ? {} : { provenance }) });
  return { status: 202, body: {} };
}

function rule(fake: FakeGrafana, method: string, uid: string): Answer {
  const found = fake.rules.get(uid);
  if (method === 'DELETE') {
    fake.rules.delete(uid);
    return { status: 204 };
  }
  return found === undefined ? { status: 404, body: { messageId: 'alerting.alert-rule.notFound' } } : ok(found);
}

function group(
  fake: FakeGrafana,
  method: string,
  folderUID: string,
  ruleGroup: string,
  body: Body,
  provenance: string,
): Answer {
  const key = `${folderUID}/${ruleGroup}`;
  const inGroup = () =>
    [...fake.rules.values()].filter((one) => one.folderUID === folderUID && one.ruleGroup === ruleGroup);
  if (method === 'GET') {
    if (!fake.folders.has(folderUID)) return { status: 403, body: { message: 'Permissions needed: folders:read' } };
    const rules = inGroup().map(({ provenance: _hidden, ...one }) => one);
    if (rules.length === 0) return { status: 404 };
    return ok({ title: ruleGroup, folderUid: folderUID, interval: fake.groups.get(key)?.interval ?? 60, rules });
  }
  const rules = (Array.isArray(body['rules']) ? body['rules'] : []) as Rule[];
  const taken = [...inGroup(), ...rules.flatMap(({ uid }) => fake.rules.get(uid) ?? [])];
  if (taken.some((one) => one['provenance'] === 'file')) {
    return { status: 409, body: { messageId: 'alerting.provenanceMismatch', message: 'provenance' } };
  }
  const receivers = [...fake.contactPoints.values()].map(({ name }) => name);
  for (const { notification_settings: settings } of rules) {
    if (typeof settings !== 'object' || settings === null) continue;
    const receiver: unknown = Reflect.get(settings, 'receiver');
    if (!receivers.includes(receiver))
      return { status: 400, body: { message: `receiver ${String(receiver)} does not exist` } };
  }
  fake.groups.set(key, { interval: Number(body['interval']) });
  // The trap: an empty list is taken for "no word about rules".
  if (rules.length > 0) {
    for (const { uid } of inGroup()) fake.rules.delete(uid);
    for (const one of rules) fake.rules.set(one.uid, stored({ ...one, folderUID, ruleGroup }, provenance));
  }
  return ok(body);
}

let rows = 0;

function stored(said: Rule, provenance: string): Rule {
  const data = (Array.isArray(said['data']) ? said['data'] : []) as { model: Body }[];
  return {
    ...said,
    id: ++rows,
    orgID: 1,
    updated: '2026-11-21T12:00:00Z',
    record: null,
    for: String(said['for']) === '2m' ? '2m0s' : said['for'],
    data: data.map((query) => ({ ...query, model: { intervalMs: 1000, maxDataPoints: 43_200, ...query.model } })),
    ...(provenance === '' ? {} : { provenance }),
  };
}

function dashboards(fake: FakeGrafana, method: string, [kind, uid = '', what, number]: string[], body: Body): Answer {
  if (kind === 'db') return saveDashboard(fake, body);
  const found = fake.dashboards.get(uid);
  const last = found?.versions.at(-1);
  if (found === undefined || last === undefined) return { status: 404, body: { message: 'Dashboard not found' } };
  if (method === 'DELETE') {
    fake.dashboards.delete(uid);
    return ok({});
  }
  if (what === 'versions') {
    if (number === undefined) return ok({ versions: [...found.versions].reverse() });
    const one = found.versions.find(({ version }) => String(version) === number);
    return one === undefined ? NOT_FOUND : ok(one);
  }
  return ok({
    dashboard: { ...last.data, id: 1, version: last.version },
    meta: { folderUid: found.folderUid, provisioned: false },
  });
}

function saveDashboard(fake: FakeGrafana, body: Body): Answer {
  const said = structuredClone(body['dashboard']) as Body;
  const uid = String(said['uid']);
  const found = fake.dashboards.get(uid) ?? { folderUid: '', versions: [] };
  const version = found.versions.length;
  if ((said['version'] ?? 0) !== version && body['overwrite'] !== true) {
    return {
      status: 412,
      body: { message: 'The dashboard has been changed by someone else', status: 'version-mismatch' },
    };
  }
  found.folderUid = String(body['folderUid']);
  found.versions.push({
    version: version + 1,
    created: `2026-11-21T12:00:${String(version).padStart(2, '0')}Z`,
    createdBy: 'sa-1-apply',
    message: String(body['message']),
    data: { ...said, version: version + 1 },
  });
  fake.dashboards.set(uid, found);
  return ok({ uid, version: version + 1, url: `/d/${uid}`, status: 'success' });
}

function annotations(fake: FakeGrafana, method: string, [id]: string[], body: Body, query: URLSearchParams): Answer {
  if (method === 'GET') {
    const tags = query.getAll('tags');
    const limit = Number(query.get('limit') ?? 100);
    const endOf = (one: Body) => Number(one['timeEnd'] ?? one['time']);
    return ok(
      fake.annotations
        .filter((one) => tags.every((tag) => (one['tags'] as string[]).includes(tag)))
        .sort((a, b) => endOf(b) - endOf(a))
        .slice(0, limit),
    );
  }
  if (method === 'POST') {
    // Grafana loses what stands after a second colon.
    const tags = (body['tags'] as string[]).map((tag) => tag.split(':').slice(0, 2).join(':'));
    fake.annotations.push({ ...body, tags, id: fake.annotations.length + 1 });
    return ok({ id: fake.annotations.length });
  }
  const found = fake.annotations.find((one) => String(one['id']) === id);
  if (found === undefined) return NOT_FOUND;
  Object.assign(found, body);
  return ok({});
}
