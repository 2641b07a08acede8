import { Webhook } from 'standardwebhooks';
import { faultyServer, type FakeAnswer, type FakeRequest, type FaultyServer } from './faultyServer.ts';

export interface FakeWebhookReceiver extends FaultyServer {
  readonly secret: string;
  readonly traps: {
    /** What every delivery is answered with instead, such as 410. */
    status: number | undefined;
    /** It says neither an id nor anything else. */
    isSilent: boolean;
  };
  /** Correlation ids of what was carried out, in order. */
  readonly executions: readonly string[];
  readonly deliveries: readonly FakeRequest[];
  end(correlationId: string, how: 'succeeded' | 'failed'): void;
}

/** A receiver of signed webhooks as the reference library verifies them; it carries each idempotency key out once. */
export async function fakeWebhookReceiver(): Promise<FakeWebhookReceiver> {
  const secret = `whsec_${Buffer.from('a signing secret of 32 bytes, ok').toString('base64')}`;
  const traps: FakeWebhookReceiver['traps'] = { status: undefined, isSilent: false };
  const states = new Map<string, string>();
  const executions: string[] = [];
  const deliveries: FakeRequest[] = [];
  let live = '1.42.0';

  const deliver = (request: FakeRequest): FakeAnswer => {
    deliveries.push(request);
    if (traps.status !== undefined) return { status: traps.status };
    const id = String(request.headers['idempotency-key']);
    if (!states.has(id)) {
      states.set(id, 'running');
      executions.push(id);
    }
    return traps.isSilent ? { status: 204 } : { status: 202, json: { id, url: `https://ci.example.com/${id}` } };
  };

  const server = await faultyServer((request) => {
    const { method, path, query, body } = request;
    try {
      new Webhook(secret).verify(body, request.headers as Record<string, string>, { jsonParse: false });
    } catch (error) {
      return { status: 401, json: { message: error instanceof Error ? error.message : '' } };
    }
    if (method === 'POST' && path === '/hook') return deliver(request);
    if (method === 'GET' && path === '/live') return { status: 200, json: { version: live } };
    const state = states.get(query.get('id') ?? '');
    if (method !== 'GET' || path !== '/status' || state === undefined) return { status: 404, json: {} };
    return { status: 200, json: { state, id: query.get('id') } };
  });
  return {
    ...server,
    secret,
    traps,
    executions,
    deliveries,
    end(correlationId, how) {
      states.set(correlationId, how);
      if (how === 'succeeded') live = '1.41.0';
    },
  };
}
