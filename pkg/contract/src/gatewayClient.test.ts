import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  callGateway,
  GatewayCallError,
  type GatewayCall,
  type GatewayRequest,
  type GatewaySend,
} from './gatewayClient.ts';
import type { Hold } from './hold.ts';

const HOLD: Hold = {
  id: 'h1',
  labels: { service: 'lead-bot' },
  reason: 'on it',
  by: { kind: 'person', id: 'grafana:7', name: 'Anna' },
  from: '2026-11-24T10:00:00Z',
  until: '2026-11-24T11:00:00Z',
  source: 'gateway',
};
const PROBLEM = { error: { code: 'GW105', message: 'It was approved by Boris', hint: 'Look at it again.' } };

function gateway(status: number, body: unknown): { readonly send: GatewaySend; readonly asked: GatewayRequest[] } {
  const asked: GatewayRequest[] = [];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    asked,
    send: (request) => {
      asked.push(request);
      return Promise.resolve({ status, text });
    },
  };
}

const failure = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('A call of the gateway', () => {
  it('fills in the path, encoded, and sends the body as JSON', async () => {
    const { send, asked } = gateway(200, { holds: [] });
    await callGateway(send, 'endHold', { path: { id: 'a/b ?#%' } });
    expect(asked).toMatchObject([{ method: 'DELETE', path: '/v1/holds/a%2Fb%20%3F%23%25', body: undefined }]);
  });

  it('writes the query and leaves out what is undefined', async () => {
    const { send, asked } = gateway(200, { rollbacks: [], next: null });
    await callGateway(send, 'listRollbacks', {
      query: { state: 'open', labels: 'service=a&b', limit: 5, before: undefined },
    });
    await callGateway(send, 'listRollbacks', {});
    expect(asked.map(({ path }) => path)).toEqual([
      '/v1/rollbacks?state=open&labels=service%3Da%26b&limit=5',
      '/v1/rollbacks',
    ]);
  });

  it('gives the answer in its shape, with the status of its route', async () => {
    const { send, asked } = gateway(201, HOLD);
    const body = { labels: HOLD.labels, reason: HOLD.reason, until: HOLD.until };
    expect(await callGateway(send, 'hold', { body })).toEqual(HOLD);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual(body);
  });

  it('gives a text as it is, even one that reads as JSON', async () => {
    for (const text of ['# Report', '"quoted"', '']) {
      const { send } = gateway(200, text);
      expect(await callGateway(send, 'report', { path: { id: 'r' }, query: { format: 'html' } })).toBe(text);
    }
  });

  it('takes what /readyz says with 503 for an answer', async () => {
    const said = { status: 'not ready', problems: ['the disk is full'] };
    expect(await callGateway(gateway(503, said).send, 'ready', {})).toEqual(said);
  });

  it('hands on the signal, and rejects with its reason once it fired', async () => {
    const controller = new AbortController();
    const send: GatewaySend = ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new Error('socket closed'));
        });
      });
    const call = failure(callGateway(send, 'health', { signal: controller.signal }));
    controller.abort(new Error('left the page'));
    expect(await call).toMatchObject({ message: 'left the page' });
  });

  it('wants exactly what its route wants', () => {
    expectTypeOf<GatewayCall<'showRollback'>['path']>().toEqualTypeOf<Readonly<Record<'id', string>>>();
    expectTypeOf<GatewayCall<'listHolds'>['path']>().toEqualTypeOf<undefined>();
    expectTypeOf<{ path: { id: string } }>().not.toExtend<GatewayCall<'approve'>>();
    expectTypeOf<object>().not.toExtend<GatewayCall<'listDeployments'>>();
    expectTypeOf<object>().toExtend<GatewayCall<'listRollbacks'>>();
  });
});

describe('A call that fails', () => {
  it('with a problem of the gateway has its status, code, message and hint', async () => {
    const call = callGateway(gateway(409, PROBLEM).send, 'note', { path: { id: 'r' }, body: { text: 'x' } });
    const error = await failure(call);
    expect(error).toBeInstanceOf(GatewayCallError);
    expect(error).toMatchObject({ status: 409, ...PROBLEM.error });
  });

  it.each([
    ['a proxy that cannot reach it', 502, '<html>\n <h1>Bad  Gateway</h1></html>', 'notTheGateway', 'Bad Gateway'],
    [
      'a Grafana that lets nobody through',
      403,
      '{"message":"access denied","traceID":"x"}',
      'notTheGateway',
      'access denied',
    ],
    ['a problem of another shape', 400, { error: 'no' }, 'notTheGateway', '{"error":"no"}'],
    ['nothing at all', 500, '', 'notTheGateway', 'nothing was said'],
    ['a page of something else', 200, '<html>Sign in</html>', 'otherVersion', 'Sign in'],
    ['an answer of another version', 200, { holds: [{ id: 'h' }] }, 'otherVersion', '"holds"'],
    ['half an answer', 200, '{"holds":[', 'otherVersion', '{"holds":['],
    ['another success than agreed upon', 202, { holds: [] }, 'otherVersion', '"holds"'],
    ['a redirect', 302, '', 'notTheGateway', '302'],
    ['the shape of an answer and the status of a failure', 500, { holds: [] }, 'notTheGateway', '500'],
  ])('with %s says so', async (_, status, body, code, words) => {
    const error = await failure(callGateway(gateway(status, body).send, 'listHolds', {}));
    expect(error).toBeInstanceOf(GatewayCallError);
    expect(error).toMatchObject({ status, code, message: expect.stringContaining(words) as unknown });
  });

  it('tells long words shortened', async () => {
    const error = await failure(callGateway(gateway(500, 'x'.repeat(1e6)).send, 'health', {}));
    expect((error as Error).message.length).toBeLessThan(400);
  });

  it('without an answer has status 0 and keeps the cause', async () => {
    const cause = new TypeError('connect ECONNREFUSED');
    const error = await failure(callGateway(() => Promise.reject(cause), 'health', {}));
    expect(error).toMatchObject({ status: 0, code: 'unreachable', cause });
    expect((error as Error).message).toContain('ECONNREFUSED');
  });

  it.each(['', '.', '..'])('because of the id "%s" sends nothing', async (id) => {
    const { send, asked } = gateway(200, {});
    expect(await failure(callGateway(send, 'showRollback', { path: { id } }))).toMatchObject({ code: 'invalidPath' });
    expect(asked).toEqual([]);
  });
});
