import { setMaxListeners } from 'node:events';
import { identityKey, identityName } from '@release-risk/compiler/identity';
import { makePlan } from '@release-risk/compiler/makePlan';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Discovery } from '@release-risk/query/discover';
import type { Evaluation } from '@release-risk/query/evaluate';
import { frozenBy } from '@release-risk/query/frozenBy';
import type { Clock } from '@release-risk/query/transport';
import type { Assessment } from '../flow/rollbackRecord.ts';
import { assessmentOf, notAssessed } from './assessment.ts';
import type { Assessor, Evaluator } from './evaluator.ts';
import { sharedLook, type SharedLook, type Subject } from './sharedLook.ts';

export interface AssessorOptions {
  /** Milliseconds for one evaluation with everything it asks. Default 30,000. */
  readonly timeoutMs?: number;
  /** Seconds for which an answer is shared. Default 2. */
  readonly sharedSeconds?: number;
}

const DEFAULTS = { timeoutMs: 30_000, sharedSeconds: 2 } as const;

/**
 * Assesses services by one evaluation of their model at a time. Whoever asks meanwhile waits for the next one together
 * with all others, and where one follows upon another it looks at every service of the model: a storm of alerts is
 * answered by a few evaluations, a single alert by a small one at once.
 */
export function assessor(evaluator: Evaluator, clock: Clock, options: AssessorOptions = {}): Assessor {
  const timeoutMs = options.timeoutMs ?? DEFAULTS.timeoutMs;
  const sharedSeconds = options.sharedSeconds ?? DEFAULTS.sharedSeconds;

  const discover = async (model: RiskModel, at: number, signal: AbortSignal): Promise<Discovery> => {
    const { services } = model.identity;
    if (services.kind === 'listed') return { ok: true, services: services.list };
    try {
      return await withinTime(clock, timeoutMs, signal, (limit) => evaluator.discover(model, at, limit));
    } catch (error) {
      signal.throwIfAborted();
      return { ok: false, reason: clauseOf(error), hint: 'Check the datasource of the model.' };
    }
  };

  const look = async (model: RiskModel, subjects: readonly Subject[], at: number, signal: AbortSignal) => {
    const { labels } = model.identity;
    try {
      const services = subjects.map(({ service }) => service);
      const frozen = subjects.flatMap(({ service, record }) =>
        record === undefined ? [] : [{ ...frozenBy(record), service }],
      );
      const plan = makePlan(model, { services, frozen });
      const { evaluation, disputed } = await withinTime(clock, timeoutMs, signal, (limit) =>
        evaluator.evaluate(model, plan, at, limit),
      );
      return assessments(model, evaluation, disputed);
    } catch (error) {
      const problem = notAssessed(clauseOf(error), at);
      return new Map(subjects.map(({ service }) => [identityKey(labels, service), problem]));
    }
  };

  const looks = new WeakMap<RiskModel, SharedLook>();
  const lookAt = (model: RiskModel): SharedLook => {
    const known = looks.get(model);
    if (known !== undefined) return known;
    const made = sharedLook({
      keyOf: ({ service }) => identityKey(model.identity.labels, service),
      atMost: evaluator.atMost,
      sharedSeconds,
      look: (subjects, at, signal) => look(model, subjects, at, signal),
      others: (at, signal) => otherServices(model, () => discover(model, at, signal)),
    });
    looks.set(model, made);
    return made;
  };

  return {
    services: discover,
    async assess(model, services, at, records, signal) {
      signal.throwIfAborted();
      const { labels } = model.identity;
      const found = await Promise.all(
        services.map(async (service): Promise<readonly [string, Assessment]> => {
          const key = identityKey(labels, service);
          const problem = notOfModel(model, service);
          if (problem !== undefined) return [key, notAssessed(problem, at)];
          const subject = { service: projected(labels, service), record: recordOf(model, key, records) };
          return [key, await lookAt(model).ask(subject, at, signal)];
        }),
      );
      return new Map(found);
    },
  };
}

function assessments(
  model: RiskModel,
  evaluation: Evaluation,
  disputed: ReadonlyMap<string, string>,
): ReadonlyMap<string, Assessment> {
  const { at, services, unanswered, failures } = evaluation;
  return new Map(
    services.map((one) => {
      const key = identityKey(model.identity.labels, one.service);
      const dispute = disputed.get(key);
      if (unanswered) return [key, notAssessed(failures[0]?.reason ?? 'no query was answered', at)];
      if (dispute !== undefined) return [key, notAssessed(`Grafana's engine gives another score: ${dispute}`, at)];
      return [key, assessmentOf(model, one, at)];
    }),
  );
}

/** A service of an alert that the model does not have is no service without readings: somebody made a mistake. */
function notOfModel({ name, identity }: RiskModel, service: Identity): string | undefined {
  const { labels, services } = identity;
  const absent = labels.filter((label) => (service[label] ?? '') === '');
  if (absent.length > 0) return `the alert lacks the label ${absent.join(', ')} that the model ${name} goes by`;
  if (services.kind === 'discovered') return undefined;
  const key = identityKey(labels, service);
  if (services.list.some((one) => identityKey(labels, one) === key)) return undefined;
  return `the model ${name} has no service ${identityName(labels, service)}`;
}

function projected(labels: readonly string[], service: Identity): Identity {
  return Object.fromEntries(labels.map((label) => [label, service[label] ?? '']));
}

/** The newest deployment of the service; only where its baselines are part of the plan. */
function recordOf(model: RiskModel, key: string, records: readonly DeploymentRecord[]): DeploymentRecord | undefined {
  if (!isFrozen(model)) return undefined;
  return records
    .filter((record) => identityKey(model.identity.labels, record.labels) === key)
    .reduce<DeploymentRecord | undefined>(
      (newest, record) =>
        newest === undefined || Date.parse(record.startedAt) > Date.parse(newest.startedAt) ? record : newest,
      undefined,
    );
}

/** Everything else of the model; nothing where it needs records that only those who ask have. */
async function otherServices(model: RiskModel, discover: () => Promise<Discovery>): Promise<readonly Subject[]> {
  if (isFrozen(model)) return [];
  const found = await discover();
  return found.ok ? found.services.map((service) => ({ service, record: undefined })) : [];
}

function isFrozen({ signals }: RiskModel): boolean {
  return signals.some((signal) => 'baseline' in signal && signal.baseline.kind === 'frozen');
}

/** What an error says, as a clause without a full stop. */
function clauseOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

async function withinTime<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  // Every query of a plan listens.
  setMaxListeners(0, limit.signal);
  const alarm = new AbortController();
  const stop = () => {
    limit.abort(signal.reason);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const late = new Promise<never>((_, reject) => {
    clock.sleep(ms, alarm.signal).then(
      () => {
        reject(new Error(`no answer within ${String(ms / 1000)} s`));
        limit.abort();
      },
      () => undefined,
    );
  });
  try {
    return await Promise.race([work(limit.signal), late]);
  } finally {
    alarm.abort();
    signal.removeEventListener('abort', stop);
  }
}
