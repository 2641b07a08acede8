import { faultyServer } from './faultyServer.ts';
import type { FakeAnswer, FakeRequest, FaultyServer } from './faultyServer.ts';

/** What goes wrong with one request. The `After` ones are carried out first: only their answer is lost. */
export type OneFault =
  | { readonly kind: 'reset' | 'resetAfter' | 'hang' | 'hangAfter' }
  | {
      readonly kind: 'answer' | 'answerAfter';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

export interface BrittleServer extends FaultyServer {
  /** The next request with this method fails so; an answer may also wait for a path that ends so. */
  fail(method: string, fault: OneFault, pathEnd?: string): void;
}

interface Planned {
  readonly method: string;
  readonly pathEnd: string;
  readonly fault: OneFault;
}

const ON_THE_WIRE = { reset: 'reset', resetAfter: 'reset', hang: 'halfOpen', hangAfter: 'hang' } as const;

/** A faulty server that can also be told what exactly to answer. */
export async function brittleServer(handle: (request: FakeRequest) => FakeAnswer): Promise<BrittleServer> {
  const planned: Planned[] = [];
  const take = ({ method, path }: FakeRequest): OneFault | undefined => {
    const at = planned.findIndex((one) => one.method === method && path.endsWith(one.pathEnd));
    return at < 0 ? undefined : planned.splice(at, 1)[0]?.fault;
  };
  const server = await faultyServer((request) => {
    const fault = take(request);
    if (fault === undefined) return handle(request);
    if (fault.kind === 'reset') return { status: 500 };
    const answer = handleUnless(fault.kind === 'answer', handle, request);
    if (fault.kind !== 'answer' && fault.kind !== 'answerAfter') return answer;
    const { status, headers = {}, body = '' } = fault;
    return { status, headers: { 'content-type': 'application/json', ...headers }, text: body };
  });
  return {
    ...server,
    fail(method, fault, pathEnd = '') {
      const isAnswer = fault.kind === 'answer' || fault.kind === 'answerAfter';
      if (isAnswer || fault.kind === 'reset') planned.push({ method, pathEnd, fault });
      if (!isAnswer) server.break(method === 'GET' ? 'reads' : 'calls', ON_THE_WIRE[fault.kind], 1);
    },
  };
}

function handleUnless(
  isSkipped: boolean,
  handle: (request: FakeRequest) => FakeAnswer,
  request: FakeRequest,
): FakeAnswer {
  return isSkipped ? { status: 500 } : handle(request);
}
