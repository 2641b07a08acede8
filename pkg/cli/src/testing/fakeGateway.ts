import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { canRetry, type Decision, GATEWAY_API, type GatewayRoute, type Route } from '@release-risk/contract/gatewayApi';
import type { Hold } from '@release-risk/contract/hold';
import { type Actor, hasEnded, rollbackSchema, type RollbackDetail } from '@release-risk/contract/rollback';
import { z } from 'zod';

/** What a gateway that is broken, or something else in its place, does instead of answering. */
export type Misbehaviour =
  | 'hang'
  | 'reset'
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface SeenRequest {
  readonly route: GatewayRoute;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface FakeGateway {
  readonly url: string;
  readonly token: string;
  readonly secret: string;
  readonly requests: SeenRequest[];
  readonly rollbacks: RollbackDetail[];
  readonly holds: Hold[];
  readonly deployments: Map<string, DeploymentRecord>;
  /** Asked before each answer, with how often the route was called before. */
  misbehave: (route: GatewayRoute, before: number) => Misbehaviour | undefined;
  stop(): Promise<void>;
}

const PERSON: Actor = { kind: 'person', id: 'token:release-manager', name: 'Rita' };

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A gateway on a port of its own that keeps to the contract: every answer is checked by the route's schema. */
export async function startFakeGateway(): Promise<FakeGateway> {
  const known = new Set<string>();
  const server = createServer((request, response) => {
    void serve(gateway, known, request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const gateway: FakeGateway = {
    url: `http://127.0.0.1:${port}`,
    token: 'token-of-rita',
    secret: 'secret-of-the-contact-point',
    requests: [],
    rollbacks: [],
    holds: [],
    deployments: new Map(),
    misbehave: () => undefined,
    stop: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
  return gateway;
}

async function serve(
  gateway: FakeGateway,
  known: Set<string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const { pathname, searchParams } = new URL(request.url ?? '/', gateway.url);
  const matched = routeOf(request.method ?? '', pathname);
  if (matched === undefined) {
    answer(response, 404, problem('GW104', 'There is no such route'));
    return;
  }
  const { route, id } = matched;
  const before = gateway.requests.filter((seen) => seen.route === route).length;
  const seen = { route, path: pathname, query: searchParams, headers: request.headers, body };
  gateway.requests.push(seen);
  const misbehaviour = gateway.misbehave(route, before);
  if (misbehaviour === 'hang') return;
  if (misbehaviour === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (misbehaviour !== undefined) {
    answer(response, misbehaviour.status, misbehaviour.body ?? '', misbehaviour.headers);
    return;
  }
  try {
    const { answer: schema, status = 200 }: Route = GATEWAY_API[route];
    answer(response, status, schema.parse(work(gateway, known, seen, id)));
  } catch (error) {
    if (error instanceof Refusal) answer(response, error.status, problem(error.code, error.message));
    else answer(response, 500, problem('GW107', `The fake went wrong: ${String(error)}`));
  }
}

function routeOf(method: string, path: string): { route: GatewayRoute; id: string } | undefined {
  for (const route of Object.keys(GATEWAY_API) as GatewayRoute[]) {
    const { method: wanted, path: template }: Route = GATEWAY_API[route];
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`);
    const found = wanted === method ? pattern.exec(path) : null;
    if (found) return { route, id: decodeURIComponent(found[1] ?? '') };
  }
  return undefined;
}

function work(gateway: FakeGateway, known: Set<string>, seen: SeenRequest, id: string): unknown {
  authorize(gateway, seen);
  const { body: schema, query: querySchema }: Route = GATEWAY_API[seen.route];
  const body: unknown = schema === undefined ? undefined : parsed(schema, JSON.parse(seen.body));
  if (querySchema !== undefined) parsed(querySchema, Object.fromEntries(seen.query));
  const doing = WORK[seen.route];
  if (doing === undefined) throw new Error(`nobody asks for ${seen.route}`);
  return doing({ gateway, known, seen, id, body });
}

interface Asked {
  readonly gateway: FakeGateway;
  readonly known: Set<string>;
  readonly seen: SeenRequest;
  readonly id: string;
  /** As the route's schema reads it. */
  readonly body: unknown;
}

const WORK: Readonly<Partial<Record<GatewayRoute, (asked: Asked) => unknown>>> = {
  grafanaAlerts: ({ known, seen }) => accept(known, seen.body),
  alertmanagerAlerts: ({ known, seen }) => accept(known, seen.body),
  putDeployment: ({ gateway, body }) => put(gateway, body as DeploymentRecord),
  listRollbacks: ({ gateway, seen }) => list(gateway, seen.query),
  showRollback: ({ gateway, id }) => find(gateway, id),
  report: ({ gateway, seen, id }) =>
    `# Report of ${find(gateway, id).id}\n\nAll of it, as ${seen.query.get('format') ?? 'markdown'}.\n`,
  listHolds: ({ gateway: { holds } }) => ({ holds }),
  hold: ({ gateway, body }) => hold(gateway, body as Hold),
  endHold: ({ gateway, id }) => endHold(gateway, id),
  approve: ({ gateway, id, body }) => decide(gateway, id, 'approve', body as Decision),
  reject: ({ gateway, id, body }) => decide(gateway, id, 'reject', body as Decision),
  retry: ({ gateway, id, body }) => retry(gateway, id, body as Decision),
  acknowledge: ({ gateway, id }) => shown(change(gateway, id, { acknowledgedBy: PERSON })),
  note: ({ gateway, id, body }) => note(gateway, id, (body as { text: string }).text),
};

function authorize({ token, secret }: FakeGateway, { route, headers, body }: SeenRequest): void {
  const { access }: Route = GATEWAY_API[route];
  if (access === 'grafanaSignature') {
    const timestamp = headers['x-grafana-alerting-timestamp'];
    const wanted = createHmac('sha256', secret)
      .update(`${String(timestamp)}:`)
      .update(body)
      .digest('hex');
    if (timestamp !== undefined && headers['x-grafana-alerting-signature'] === wanted) return;
  } else if (headers.authorization === `Bearer ${token}`) return;
  throw new Refusal(401, 'GW102', 'Not authorized');
}

function parsed(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal(400, 'GW101', `The request is not understood: ${z.prettifyError(result.error)}`);
}

function accept(known: Set<string>, body: string) {
  const { alerts } = JSON.parse(body) as { alerts: readonly unknown[] };
  const keys = alerts.map((alert) => JSON.stringify(alert));
  const fresh = keys.filter((key) => !known.has(key));
  for (const key of fresh) known.add(key);
  return { accepted: fresh.length, known: keys.length - fresh.length };
}

function put({ deployments }: FakeGateway, record: DeploymentRecord) {
  const before = deployments.get(record.id);
  deployments.set(record.id, record);
  if (before === undefined) return { written: 'created' };
  return { written: JSON.stringify(before) === JSON.stringify(record) ? 'unchanged' : 'updated' };
}

/** Pages of two, so that nobody gets by with the first. */
function list({ rollbacks }: FakeGateway, query: URLSearchParams) {
  const labels = (query.get('labels') ?? '').split(',').filter((pair) => pair !== '');
  const state = query.get('state');
  const wanted = rollbacks.filter(
    (one) =>
      (state === null || (state === 'open' ? !hasEnded(one.state) : one.state === state)) &&
      labels.every((pair) => Object.entries(one.labels).some(([name, value]) => `${name}=${value}` === pair)),
  );
  const from = query.has('before') ? wanted.findIndex(({ id }) => id === query.get('before')) + 1 : 0;
  const page = wanted.slice(from, from + Math.min(2, Number(query.get('limit') ?? 50)));
  const last = page.at(-1);
  return {
    rollbacks: page.map(shown),
    next: last !== undefined && last !== wanted.at(-1) ? last.id : null,
  };
}

function find({ rollbacks }: FakeGateway, id: string): RollbackDetail {
  const found = rollbacks.find((one) => one.id === id);
  if (found === undefined) throw new Refusal(404, 'GW104', 'There is no rollback of this id');
  return found;
}

function change(gateway: FakeGateway, id: string, parts: Partial<RollbackDetail>): RollbackDetail {
  const before = find(gateway, id);
  const after = { ...before, ...parts, revision: before.revision + 1 };
  gateway.rollbacks[gateway.rollbacks.indexOf(before)] = after;
  return after;
}

/** Without what only the details have. */
function shown({ timeline: _timeline, notes: _notes, ...rollback }: RollbackDetail) {
  return rollbackSchema.parse(rollback);
}

function decide(gateway: FakeGateway, id: string, route: 'approve' | 'reject', { nonce, revision }: Decision) {
  const { decision, deployment } = find(gateway, id);
  if (decision?.nonce !== nonce || decision.revision !== revision) {
    throw new Refusal(409, 'GW105', 'Ada has decided already');
  }
  if (route === 'approve' && deployment.author === PERSON.name) {
    throw new Refusal(403, 'GW106', 'Nobody approves the rollback of their own release');
  }
  const state = route === 'approve' ? 'approved' : 'rejected';
  return shown(change(gateway, id, { state, decision: null, approvedBy: route === 'approve' ? PERSON : null }));
}

function retry(gateway: FakeGateway, id: string, { revision }: Pick<Decision, 'revision'>) {
  const before = find(gateway, id);
  if (!canRetry(before) || before.revision !== revision) throw new Refusal(409, 'GW105', 'It changed meanwhile');
  return shown(change(gateway, id, { state: 'approved', attempt: before.attempt + 1 }));
}

function note(gateway: FakeGateway, id: string, text: string) {
  const { notes } = find(gateway, id);
  return change(gateway, id, { notes: [...notes, { at: '2026-11-21T12:02:00.000Z', by: PERSON, text }] });
}

function hold({ holds }: FakeGateway, wanted: Pick<Hold, 'labels' | 'reason' | 'until'>): Hold {
  const made: Hold = {
    ...wanted,
    id: `h-${holds.length + 1}`,
    by: PERSON,
    from: '2026-11-21T12:00:00.000Z',
    source: 'gateway',
  };
  holds.push(made);
  return made;
}

function endHold({ holds }: FakeGateway, id: string) {
  const at = holds.findIndex((one) => one.id === id);
  if (at < 0) throw new Refusal(404, 'GW104', 'There is no hold of this id');
  holds.splice(at, 1);
  return { holds };
}

function problem(code: string, message: string) {
  return { error: { code, message, hint: 'As the catalogue says.' } };
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
