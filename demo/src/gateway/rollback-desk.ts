import { callGateway, type GatewaySend } from '@release-risk/contract/gatewayClient';
import type { Hold } from '@release-risk/contract/hold';
import type { Rollback } from '@release-risk/contract/rollback';
import type { TakenCall } from '../pipeline/call-log.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { iso } from '../story/records.ts';
import { SERVICE } from '../workload/identity.ts';
import { type ActionMode, MODE_TEXT } from './action-mode.ts';
import type { GatewayHealth, GatewayProcess } from './gateway-process.ts';

const SHOWN = 5;
const HOLD_MS = 5 * 60_000;

/** What the control page shows of rollbacks. */
export interface RollbacksState {
  readonly mode: ActionMode;
  readonly modeText: string;
  readonly gateway: GatewayHealth;
  /** Whether it can be killed from here. */
  readonly canKill: boolean;
  /** Why what follows is not of now; undefined where it is. */
  readonly problem: string | undefined;
  /** The newest first. */
  readonly rollbacks: readonly Rollback[];
  readonly holds: readonly Hold[];
  /** What the pipeline was called for, the newest first. */
  readonly calls: readonly TakenCall[];
  /** Address below which the plugin shows a rollback by its id; undefined where the plugin is not shown. */
  readonly pages: string | undefined;
}

/** What a person does about rollbacks from the control page and the terminal. Each gives a line that says what was done. */
export interface RollbackDesk {
  state(): RollbacksState;
  /** About the newest one that waits for a person, or about the one with this id. Rejects with why not. */
  decide(decision: 'approve' | 'reject', id?: string): Promise<string>;
  /** Nothing is rolled back for five minutes. */
  hold(): Promise<string>;
  /** `kill -9` of the gateway. */
  kill(): string;
  /** The report as HTML. */
  report(id: string): Promise<string>;
}

export interface RunningDesk extends RollbackDesk {
  stop(): void;
}

/** Looks at the gateway every so often and decides there as a person. */
export function openRollbackDesk(options: {
  readonly mode: ActionMode;
  /** Sends as the person who decides. */
  readonly send: GatewaySend;
  /** Undefined where it runs in a container of its own: it is taken to run while it answers. */
  readonly gateway: Pick<GatewayProcess, 'health' | 'kill'> | undefined;
  readonly pipeline: Pick<Pipeline, 'calls'>;
  readonly pages: string | undefined;
  readonly everyMs: number;
  readonly now: () => number;
}): RunningDesk {
  const { mode, send, gateway, pipeline, pages, everyMs, now } = options;
  const stopped = new AbortController();
  let seen: Pick<RollbacksState, 'rollbacks' | 'holds' | 'problem'> = { rollbacks: [], holds: [], problem: undefined };
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const { signal } = stopped;
    try {
      const [{ rollbacks }, { holds }] = await Promise.all([
        callGateway(send, 'listRollbacks', { query: { limit: SHOWN }, signal }),
        callGateway(send, 'listHolds', { signal }),
      ]);
      seen = { rollbacks, holds, problem: undefined };
    } catch (error) {
      seen = { ...seen, problem: error instanceof Error ? error.message : String(error) };
    }
  };
  const loop = async (): Promise<void> => {
    await look();
    if (!stopped.signal.aborted) timer = setTimeout(() => void loop(), everyMs);
  };
  void loop();

  return {
    state: () => ({
      mode,
      modeText: MODE_TEXT[mode],
      gateway: gateway?.health() ?? { running: seen.problem === undefined, restarts: 0 },
      canKill: gateway !== undefined,
      ...seen,
      calls: [...pipeline.calls()].reverse(),
      pages,
    }),
    async decide(decision, id) {
      const waiting = seen.rollbacks.find((one) => one.decision !== null && (id === undefined || one.id === id));
      if (waiting === undefined || waiting.decision === null) throw new Error('Nothing waits for a person.');
      const { nonce, revision } = waiting.decision;
      const body = { nonce, revision, reason: 'Decided on the control page of the demo' };
      await callGateway(send, decision, { path: { id: waiting.id }, body });
      await look();
      return decision === 'approve' ? `Approved: ${waiting.target ?? 'the good version'} comes back.` : 'Rejected.';
    },
    async hold() {
      const until = iso(now() + HOLD_MS);
      const body = { labels: { service: SERVICE }, reason: 'Held on the control page of the demo', until };
      await callGateway(send, 'hold', { body });
      await look();
      return 'Held: nothing is rolled back for 5 minutes.';
    },
    kill: () =>
      gateway?.kill() === true ? 'The gateway was killed; it is started again.' : 'The gateway does not run just now.',
    report: (id) => callGateway(send, 'report', { path: { id }, query: { format: 'html' } }),
    stop: () => {
      stopped.abort(new Error('the demo stops'));
      clearTimeout(timer);
    },
  };
}
