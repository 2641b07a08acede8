import type { Actor } from '@release-risk/contract/rollback';
import type { Caller } from '../auth/authenticator.ts';
import { GatewayError } from '../errors.ts';
import type { Handlers } from './handler.ts';
import { labelsOf } from './labelsQuery.ts';
import type { Operations } from './operations.ts';

type Routes =
  | 'listRollbacks'
  | 'showRollback'
  | 'report'
  | 'approve'
  | 'reject'
  | 'acknowledge'
  | 'note'
  | 'retry'
  | 'listHolds'
  | 'hold'
  | 'endHold';

const REPORT_TYPES = { markdown: 'text/markdown; charset=utf-8', html: 'text/html; charset=utf-8' } as const;

/** What people see and decide. */
export function rollbackHandlers(operations: Operations): Pick<Handlers, Routes> {
  return {
    async listRollbacks({ query }) {
      const { state, labels, limit, before } = query();
      return { body: await operations.rollbacks({ state, labels: labelsOf(labels), limit, before }) };
    },
    async showRollback({ param }) {
      return { body: await operations.rollback(param('id')) };
    },
    async report({ param, query }) {
      const { format } = query();
      return { body: await operations.report(param('id'), format), contentType: REPORT_TYPES[format] };
    },
    async approve({ param, body, caller }) {
      return { body: await operations.approve(param('id'), body(), personOf(caller), namesOf(caller)) };
    },
    async reject({ param, body, caller }) {
      return { body: await operations.reject(param('id'), body(), personOf(caller)) };
    },
    async acknowledge({ param, body, caller }) {
      return { body: await operations.acknowledge(param('id'), body().note, personOf(caller)) };
    },
    async note({ param, body, caller }) {
      return { body: await operations.note(param('id'), body().text, personOf(caller)) };
    },
    async retry({ param, body, caller }) {
      return { body: await operations.retry(param('id'), body(), personOf(caller), namesOf(caller)) };
    },
    async listHolds() {
      return { body: { holds: [...(await operations.holds())] } };
    },
    async hold({ body, caller }) {
      return { body: await operations.hold(body(), personOf(caller)) };
    },
    async endHold({ param, caller }) {
      return { body: { holds: [...(await operations.endHold(param('id'), personOf(caller)))] } };
    },
  };
}

function namesOf(caller: Caller): readonly string[] {
  return caller.kind === 'person' ? caller.knownAs : [];
}

function personOf(caller: Caller): Actor {
  if (caller.kind === 'person') return caller.actor;
  throw new GatewayError({ code: 'GW102' });
}
