import type { Clock } from '@release-risk/query/transport';
import type { Operations } from '../http/operations.ts';
import { merge, type Merged } from './reconcile/merge.ts';
import { readPosition, type PositionPort } from './reconcile/position.ts';
import type { AlertSource } from './reconcile/source.ts';

export interface ReconcileParts {
  readonly sources: readonly AlertSource[];
  readonly accept: Operations['accept'];
  readonly positions: PositionPort;
  readonly clock: Clock;
  /** Between two looks, in milliseconds; 30 to 60 s are usual. */
  readonly everyMs?: number | undefined;
  /** How a look at a source ended. */
  readonly looked?: ((report: LookReport) => void) | undefined;
}

export interface LookReport {
  readonly source: string;
  /** `partial`: what fires now was read, but not all of the history; it is read again at the next look. */
  readonly result: 'ok' | 'partial' | 'failed';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly accepted: number;
  readonly known: number;
  /** Alerts that were left out, by reason. */
  readonly dropped: Merged['dropped'] | undefined;
  readonly problem: string | undefined;
}

export interface Reconciler {
  /** Looks at once and then regularly, until it is stopped. */
  start(): void;
  /** Looks soon, however often it is called. */
  soon(): void;
  /** One look at every source. Never rejects. */
  look(): Promise<readonly LookReport[]>;
  /** Resolves when the look under way has ended. */
  stop(): Promise<void>;
}

const EVERY_MS = 30_000;
/** A flood of truncated payloads must not become a flood of looks. */
const LEAST_GAP_MS = 2000;
const BATCH = 500;

/**
 * Looks for what nobody told: Grafana does not repeat a webhook that failed, nor one for an alert that fired and
 * resolved while the gateway was down. What is found takes the same way as what is sent. How far it was read is kept
 * after it was accepted, so that nothing is left out; what is found twice has the same delivery id.
 */
export function reconciler(parts: ReconcileParts): Reconciler {
  const { sources, accept, positions, clock, everyMs = EVERY_MS, looked } = parts;
  const stopped = new AbortController();
  let waiting = new AbortController();
  let isAsked = false;
  let loop: Promise<void> | undefined;

  const lookAt = async (source: AlertSource): Promise<LookReport> => {
    const report = { source: source.name, at: clock.now() };
    try {
      const before = readPosition(await positions.load(source.name));
      const seen = await source.look(before);
      const { alerts, position, dropped } = merge(seen, before);
      let [accepted, known] = [0, 0];
      for (let from = 0; from < alerts.length; from += BATCH) {
        const answer = await accept('reconcile', alerts.slice(from, from + BATCH));
        accepted += answer.accepted;
        known += answer.known;
      }
      await positions.save(source.name, JSON.stringify(position));
      return { ...report, result: seen.isComplete ? 'ok' : 'partial', accepted, known, dropped, problem: undefined };
    } catch (error) {
      const problem = error instanceof Error ? error.message : 'it failed';
      return { ...report, result: 'failed', accepted: 0, known: 0, dropped: undefined, problem };
    }
  };

  const look = async (): Promise<readonly LookReport[]> => {
    const reports: LookReport[] = [];
    for (const source of sources) {
      const report = await lookAt(source);
      looked?.(report);
      reports.push(report);
    }
    return reports;
  };

  /** Ends early where somebody asks for a look; by then a new one is waited for. */
  const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
    await clock.sleep(ms, signal).catch(() => undefined);
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      isAsked = false;
      waiting = new AbortController();
      await look();
      await pause(LEAST_GAP_MS, stopped.signal);
      if (!isAsked && !stopped.signal.aborted)
        await pause(Math.max(0, everyMs - LEAST_GAP_MS), AbortSignal.any([stopped.signal, waiting.signal]));
    }
  };

  return {
    start() {
      loop ??= run();
    },
    soon() {
      isAsked = true;
      waiting.abort();
    },
    look,
    async stop() {
      stopped.abort();
      await loop;
    },
  };
}
