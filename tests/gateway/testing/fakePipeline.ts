import {
  type FakeAnswer,
  type FakeRequest,
  faultyServer,
  type FaultyServer,
} from '@release-risk/gateway/adapters/testing/faultyServer';

interface Execution {
  readonly correlationId: string;
  readonly service: string;
}

/**
 * A pipeline that is called by webhook and, unless it is idempotent, carries out every call it gets, even one that it
 * had before: its log shows every call too many. What it carries out is live at once.
 */
export interface FakePipeline extends FaultyServer {
  readonly secret: string;
  readonly executions: readonly Execution[];
}

export interface FakePipelineOptions {
  /** It carries a call out once, however often it comes. */
  readonly idempotent?: boolean;
  /** Called before the call is answered. */
  readonly carriedOut?: (execution: Execution) => void;
}

export async function startFakePipeline({
  idempotent = false,
  carriedOut,
}: FakePipelineOptions = {}): Promise<FakePipeline> {
  const executions: Execution[] = [];
  const answer = ({ method, path, query, body }: FakeRequest): FakeAnswer => {
    if (method === 'POST' && path === '/hook') {
      const { data } = JSON.parse(body) as { data: Execution };
      const execution = { correlationId: data.correlationId, service: data.service };
      const isKnown = executions.some(({ correlationId }) => correlationId === execution.correlationId);
      if (!isKnown || !idempotent) {
        executions.push(execution);
        carriedOut?.(execution);
      }
      return { status: 202, json: { id: execution.correlationId } };
    }
    const known = executions.some(({ correlationId }) => correlationId === query.get('id'));
    if (path === '/status') return known ? { status: 200, json: { state: 'succeeded' } } : { status: 404, json: {} };
    return { status: 200, json: { live: known } };
  };
  const server = await faultyServer(answer);
  return {
    ...server,
    secret: `whsec_${Buffer.from('a signing secret of 32 bytes, ok').toString('base64')}`,
    executions,
  };
}

/** As the gateway's configuration names it. `idempotent` is what the gateway believes. */
export function webhookOf({ url }: FakePipeline, idempotent: boolean) {
  return {
    kind: 'webhook',
    url: `${url}/hook`,
    secret: { env: 'PIPELINE_SECRET' },
    idempotent,
    statusUrl: `${url}/status?id={correlationId}`,
    verifyUrl: `${url}/live?id={correlationId}`,
  };
}
