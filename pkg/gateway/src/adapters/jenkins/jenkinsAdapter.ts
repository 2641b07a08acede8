import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Intent, Lookup, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { callFieldsOf } from '../callFields.ts';
import { sendCallOver, toldBy, type Answered, type Exchange } from '../../egress/exchange.ts';
import { goodReleaseOf, targetOf } from '../goodRelease.ts';
import { harmless } from '../harmless.ts';
import { liveByProgress } from '../liveCommit.ts';
import { RECONNECT_MS, triggeredOf } from '../outcome.ts';
import { jenkinsJob, parameterOf, type Build } from './jenkinsApi.ts';
import type { JenkinsSettings } from './settings.ts';

const CORRELATION = 'CORRELATION_ID';
/** Before a call that was joined with somebody else's is sent again. */
const JOINED_MS = 30_000;

/**
 * Rolls back by a Jenkins job. Its external id is `queue/<n>` until it is known as `build/<n>`. Jenkins knows nothing of
 * what is live: the result of the build is all that tells. Throws what `readSecret` throws.
 */
export function jenkinsAdapter(
  settings: JenkinsSettings,
  { egress, readSecret }: { readonly egress: Egress; readonly readSecret: ReadSecret },
): Adapter {
  const token = readSecret(settings.token);
  const basic = Buffer.from(`${settings.user}:${token}`).toString('base64');
  const job = jenkinsJob(settings, token, sendCallOver(egress, [token, basic]));

  /** Jenkins drops what is not declared without a word: it would run, and never be found. */
  const undeclaredOf = (parameters: readonly string[]) =>
    [CORRELATION, 'TARGET_VERSION', ...Object.keys(settings.fixedParameters)].filter(
      (name) => !parameters.includes(name),
    );

  /** What keeps the call from being made: the job is not as it was when it was planned. */
  const changed = async (signal: AbortSignal): Promise<Triggered | undefined> => {
    const look = await job.look(signal);
    if (look.kind !== 'read') return { kind: 'later', afterMs: RECONNECT_MS, reason: `Jenkins: ${look.reason}` };
    const undeclared = undeclaredOf(look.value.parameters);
    if (undeclared.length === 0) return undefined;
    return { kind: 'rejected', reason: `the job ${settings.job} no longer declares ${undeclared.join(', ')}` };
  };

  const plan = async (request: PlanRequest, signal: AbortSignal): Promise<Planned> => {
    const good = goodReleaseOf(request);
    if (good.kind === 'unclear') return good;
    const look = await job.look(signal);
    if (look.kind === 'failed') return { kind: 'unanswered', reason: `Jenkins: ${look.reason}` };
    if (look.kind === 'absent') {
      return { kind: 'unclear', reason: `Jenkins shows no job ${settings.job} to ${settings.user}` };
    }
    const { buildable, nextBuildNumber, parameters } = look.value;
    if (!buildable) return { kind: 'unclear', reason: `the job ${settings.job} is disabled` };
    const undeclared = undeclaredOf(parameters);
    if (undeclared.length > 0) {
      return { kind: 'unclear', reason: `the job ${settings.job} does not declare ${undeclared.join(', ')}` };
    }
    return targetOf(good, egress.clock.now(), {
      fields: { parameters: parameters.join(',') },
      snapshot: { nextBuildNumber: String(nextBuildNumber), verifiedBy: 'the result of the build alone' },
    });
  };

  const find = async (intent: Intent, signal: AbortSignal): Promise<Lookup> => {
    const ours = (one: Pick<Build, 'actions'>) => parameterOf(one, CORRELATION) === intent.correlationId;
    // The queue first: what leaves it in between is a build by then.
    const queued = await job.queued(signal);
    if (queued.kind !== 'read') return { kind: 'unsure', reason: `Jenkins: ${queued.reason}` };
    const item = queued.value.find(ours);
    if (item !== undefined) return { kind: 'found', externalId: `queue/${String(item.id)}`, url: undefined };
    const builds = await job.builds(signal);
    if (builds.kind !== 'read') return { kind: 'unsure', reason: `Jenkins: ${builds.reason}` };
    const build = builds.value.filter(ours).at(-1);
    if (build !== undefined) {
      return { kind: 'found', externalId: `build/${String(build.number)}`, url: job.addressOf(build.number) };
    }
    const oldest = builds.value.at(-1)?.number ?? 0;
    const isCut = builds.value.length >= settings.builds && oldest > Number(intent.target.snapshot['nextBuildNumber']);
    return isCut
      ? { kind: 'unsure', reason: `the newest ${String(settings.builds)} builds do not reach back far enough` }
      : { kind: 'none' };
  };

  /** Whether the queue item is ours: Jenkins joins calls whose parameters it takes for the same. */
  const joined = async (outcome: Triggered, intent: Intent, signal: AbortSignal): Promise<Triggered> => {
    if (outcome.kind !== 'accepted' || outcome.externalId === undefined) return outcome;
    const item = await job.queueItem(outcome.externalId.replace('queue/', ''), signal);
    if (item.kind !== 'read') return outcome;
    const theirs = parameterOf(item.value, CORRELATION);
    if (theirs === undefined || theirs === intent.correlationId) return outcome;
    return {
      kind: 'later',
      afterMs: JOINED_MS,
      reason: `Jenkins joined it with ${harmless(theirs, 64)}, which waits in its queue`,
    };
  };

  const ofBuild = async (intent: Intent, number: string, signal: AbortSignal): Promise<Progress> => {
    const build = await job.build(number, signal);
    if (build.kind !== 'read') return { kind: 'unsure', reason: `Jenkins: ${build.reason}` };
    const theirs = parameterOf(build.value, CORRELATION);
    if (theirs !== undefined && theirs !== intent.correlationId) {
      return { kind: 'unsure', reason: `build ${number} is that of ${harmless(theirs, 64)}` };
    }
    return progressOf(build.value);
  };

  const ofQueueItem = async (intent: Intent, id: string, signal: AbortSignal): Promise<Progress> => {
    const item = await job.queueItem(id, signal);
    if (item.kind === 'failed') return { kind: 'unsure', reason: `Jenkins: ${item.reason}` };
    if (item.kind === 'absent') return afterTheQueue(intent, signal);
    const { cancelled, executable, why } = item.value;
    if (cancelled === true) return { kind: 'failed', reason: 'it was cancelled in the queue' };
    if (executable) return ofBuild(intent, String(executable.number), signal);
    return { kind: 'running', note: why ? harmless(why) : 'waits in the queue' };
  };

  /** Jenkins forgets an item some minutes after it left the queue, and all of them when it is killed. */
  const afterTheQueue = async (intent: Intent, signal: AbortSignal): Promise<Progress> => {
    const found = await find(intent, signal);
    if (found.kind === 'unsure') return found;
    const number = found.kind === 'found' ? /^build\/(\d+)$/.exec(found.externalId)?.[1] : undefined;
    if (number !== undefined) return ofBuild(intent, number, signal);
    return { kind: 'unsure', reason: 'its queue item is gone, and no build of it is there' };
  };

  const status = (intent: Intent, externalId: string, signal: AbortSignal): Promise<Progress> => {
    const [, what, number = ''] = /^(queue|build)\/(\d+)$/.exec(externalId) ?? [];
    if (what === 'queue') return ofQueueItem(intent, number, signal);
    if (what === 'build') return ofBuild(intent, number, signal);
    return Promise.resolve({ kind: 'unsure', reason: 'its number in Jenkins is not known' });
  };

  return {
    kind: 'jenkins',
    searchable: { kind: 'after', times: 3, everyMs: 20_000 },
    plan,
    find,
    status,

    async trigger(intent, signal) {
      const obstacle = await changed(signal);
      if (obstacle !== undefined) return obstacle;
      const declared = (intent.target.fields['parameters'] ?? '').split(',');
      const fields = Object.entries(callFieldsOf(intent)).map(([name, value]): [string, string] => [
        name.toUpperCase(),
        value,
      ]);
      const artifact = intent.target.fields['artifact'] ?? '';
      const parameters = Object.fromEntries(
        [...Object.entries(settings.fixedParameters), ...fields, ['TARGET_ARTIFACT', artifact] as const].filter(
          ([name]) => declared.includes(name),
        ),
      );
      return joined(outcomeOf(await job.start(parameters, signal), egress.clock.now()), intent, signal);
    },

    async verify(intent, externalId, signal) {
      if (externalId === undefined) return { kind: 'unsure', reason: 'its number in Jenkins is not known' };
      return liveByProgress(await status(intent, externalId, signal));
    },
  };
}

function outcomeOf(exchange: Exchange, now: number): Triggered {
  if (exchange.kind === 'answered') {
    const { status, body } = exchange;
    if (status === 302 || status === 303) {
      return { kind: 'rejected', reason: 'Jenkins did not schedule it: refused by its queue, or not signed in' };
    }
    if (status === 404) {
      return { kind: 'rejected', reason: 'status 404: the job is not there, or the user may not build it' };
    }
    if (status === 409) return { kind: 'rejected', reason: 'status 409: the job is disabled or cannot be built' };
    if (status === 500 && /not parameterized/i.test(body ?? '')) {
      return { kind: 'rejected', reason: 'the job has no parameters' };
    }
  }
  return triggeredOf(exchange, now, scheduled);
}

function scheduled(answer: Answered): Triggered {
  // Only the number is taken: where it leads to is ours to say.
  const number = /\/queue\/item\/(\d{1,15})\/?$/.exec(answer.header('location') ?? '')?.[1];
  if (answer.status === 201) {
    return { kind: 'accepted', externalId: number === undefined ? undefined : `queue/${number}`, url: undefined };
  }
  return { kind: 'unknown', reason: `Jenkins answers 201 to what it schedules, not ${toldBy(answer)}` };
}

function progressOf({ building, result }: Build): Progress {
  if (building || result === null) return { kind: 'running', note: undefined };
  switch (result) {
    case 'SUCCESS':
      return { kind: 'succeeded' };
    case 'ABORTED':
      return { kind: 'failed', reason: 'the build was aborted' };
    case 'FAILURE':
      return { kind: 'failed', reason: 'the build failed' };
    case 'UNSTABLE':
      return { kind: 'failed', reason: 'the build ended unstable' };
    case 'NOT_BUILT':
      return { kind: 'failed', reason: 'nothing was built' };
    default:
      return { kind: 'unsure', reason: `the build ended as "${harmless(result, 40)}"` };
  }
}
