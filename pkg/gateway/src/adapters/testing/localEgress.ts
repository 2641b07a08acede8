import type { Clock } from '@release-risk/query/transport';
import type { Egress } from '../../egress/egress.ts';
import { egressSchema } from '../../egress/egressSchema.ts';
import { openEgress } from '../../egress/openEgress.ts';
import type { FaultyServer } from './faultyServer.ts';

/**
 * The real egress, to one server on 127.0.0.1. Its patience ends in the moment in which the server leaves a request
 * without an answer, and never before: no test waits, and none fails because the machine is busy.
 */
export function localEgress(server: Pick<FaultyServer, 'url' | 'whenSilent'>): Egress {
  const policy = egressSchema.parse({ allow: [server.url], allowPrivate: ['127.0.0.1/32'] });
  return openEgress(policy, {
    lookup: () => Promise.reject(new Error('no name is looked up here')),
    clock: impatientClock(server),
  });
}

function impatientClock({ whenSilent }: Pick<FaultyServer, 'whenSilent'>): Clock {
  const waiting = new Set<() => void>();
  whenSilent(() => {
    for (const wake of waiting) wake();
  });
  return {
    now: () => Date.now(),
    sleep: (_, signal) =>
      new Promise((resolve, reject) => {
        const wake = () => {
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', () => {
          waiting.delete(wake);
          reject(new Error('stopped'));
        });
      }),
  };
}
