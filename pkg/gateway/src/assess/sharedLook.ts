import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Identity } from '@release-risk/model/model';
import type { Assessment } from '../flow/rollbackRecord.ts';

/** A service with the deployment that froze its baselines, where the model has such. */
export interface Subject {
  readonly service: Identity;
  readonly record: DeploymentRecord | undefined;
}

/** One model's evaluations, one at a time, shared by all who ask at about the same time. */
export interface SharedLook {
  /** Rejects only where `signal` aborts. */
  ask(subject: Subject, at: number, signal: AbortSignal): Promise<Assessment>;
}

export interface LookOptions {
  readonly keyOf: (subject: Subject) => string;
  /** Subjects in one evaluation. */
  readonly atMost: number;
  readonly sharedSeconds: number;
  /** Evaluates; has an answer for each subject and never rejects. */
  readonly look: (
    subjects: readonly Subject[],
    at: number,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, Assessment>>;
  /** What else may be asked about next. */
  readonly others: (at: number, signal: AbortSignal) => Promise<readonly Subject[]>;
}

/** An answer that is there or on its way. */
interface Known {
  readonly subject: Subject;
  /** Epoch seconds: the moment it is of; until it is evaluated, the newest that somebody asked for. */
  at: number;
  readonly answer: Promise<Assessment>;
  readonly settle: (assessment: Assessment) => void;
  /** How many still want it. */
  wanted: number;
  ended: boolean;
}

/** Moments that far apart (seconds) are asked about apart; nearer ones are answered by the latest of them. */
const APART = 60;

export function sharedLook({ keyOf, atMost, sharedSeconds, look, others }: LookOptions): SharedLook {
  /** By subject and the deployment that froze its baselines. */
  const known = new Map<string, Known>();
  const waiting = new Set<Known>();
  let underWay: { readonly batch: readonly Known[]; readonly stop: AbortController } | undefined;
  let lastAt = -Infinity;

  const nameOf = (subject: Subject) =>
    `${keyOf(subject)} ${subject.record?.id ?? ''} ${subject.record?.startedAt ?? ''}`;

  const answers = (one: Known, at: number): boolean => {
    if (waiting.has(one)) return Math.abs(one.at - at) <= APART;
    return one.at >= at - sharedSeconds && one.at <= at + APART;
  };

  const open = (subject: Subject, at: number): Known => {
    let settle: (assessment: Assessment) => void = () => undefined;
    const answer = new Promise<Assessment>((resolve) => {
      settle = resolve;
    });
    return { subject, at, answer, settle, wanted: 0, ended: false };
  };

  const nextBatch = (): Known[] => {
    const batch = new Map<string, Known>();
    const latest = Math.max(...[...waiting].map(({ at }) => at));
    for (const one of waiting) {
      const key = keyOf(one.subject);
      // A plan holds one baseline per service: with another one it is another evaluation.
      if (batch.size < atMost && !batch.has(key) && one.at >= latest - APART) batch.set(key, one);
    }
    for (const one of batch.values()) waiting.delete(one);
    return [...batch.values()];
  };

  /** In a storm the next one to ask is answered before it asks. */
  const withOthers = async (batch: readonly Known[], at: number, signal: AbortSignal): Promise<readonly Known[]> => {
    if (at - lastAt > sharedSeconds || batch.length >= atMost) return batch;
    const asked = new Set(batch.map(({ subject }) => keyOf(subject)));
    const more = (await others(at, signal).catch(() => []))
      .filter((subject) => !asked.has(keyOf(subject)))
      .filter((subject) => {
        const one = known.get(nameOf(subject));
        return one === undefined || !answers(one, at);
      })
      .slice(0, atMost - batch.length)
      .map((subject) => open(subject, at));
    for (const one of more) known.set(nameOf(one.subject), one);
    return [...batch, ...more];
  };

  const drop = (one: Known): void => {
    const name = nameOf(one.subject);
    if (known.get(name) === one) known.delete(name);
  };

  const forget = (at: number): void => {
    for (const [name, one] of known) if (one.ended && one.at < at - sharedSeconds) known.delete(name);
  };

  const run = async (): Promise<void> => {
    while (waiting.size > 0) {
      const asked = nextBatch();
      const at = Math.max(...asked.map((one) => one.at));
      for (const one of asked) one.at = at;
      const stop = new AbortController();
      underWay = { batch: asked, stop };
      const batch = await withOthers(asked, at, stop.signal);
      underWay = { batch, stop };
      const found = await look(
        batch.map(({ subject }) => subject),
        at,
        stop.signal,
      );
      lastAt = at;
      for (const one of batch) {
        const assessment = found.get(keyOf(one.subject));
        one.ended = true;
        // What nobody waited for any longer was cut short and says nothing.
        if (stop.signal.aborted || assessment === undefined) drop(one);
        if (assessment !== undefined) one.settle(assessment);
      }
      underWay = undefined;
      forget(at);
    }
  };

  const leave = (one: Known): void => {
    one.wanted -= 1;
    if (one.wanted > 0) return;
    if (waiting.delete(one)) drop(one);
    if (underWay?.batch.includes(one) === true && underWay.batch.every(({ wanted }) => wanted === 0)) {
      for (const other of underWay.batch) drop(other);
      underWay.stop.abort();
    }
  };

  let running = false;
  const start = (): void => {
    if (running) return;
    running = true;
    // Those who ask in the same turn are together from the beginning.
    void Promise.resolve()
      .then(run)
      .finally(() => {
        running = false;
        if (waiting.size > 0) start();
      });
  };

  return {
    async ask(subject, at, signal) {
      const name = nameOf(subject);
      const there = known.get(name);
      const one = there !== undefined && answers(there, at) ? there : open(subject, at);
      if (one !== there) {
        known.set(name, one);
        waiting.add(one);
      } else if (waiting.has(one)) one.at = Math.max(one.at, at);
      one.wanted += 1;
      start();
      try {
        return await untilAborted(one.answer, signal);
      } finally {
        leave(one);
      }
    },
  };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
