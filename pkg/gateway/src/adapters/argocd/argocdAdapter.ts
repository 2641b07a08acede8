import { plainLine } from '@release-risk/query/serverMessage';
import { z } from 'zod';
import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Intent, Live, Lookup, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { jsonOf, sendCallOver } from '../../egress/exchange.ts';
import type { Answered } from '../../egress/exchange.ts';
import { goodReleaseOf, targetOf } from '../goodRelease.ts';
import { triggeredOf } from '../outcome.ts';
import { readingOf } from '../reading.ts';
import type { Reading } from '../reading.ts';
import { applicationSchema, isAutomated, liveRevision, newestEntry, revisionOf } from './application.ts';
import type { Application, OperationState } from './application.ts';
import { matchedEntry } from './historyMatch.ts';
import type { ArgocdSettings } from './settings.ts';

const BUSY_MS = 10_000;
const UNREAD_MS = 10_000;
const RUNNING = ['Running', 'Terminating'];
const AUTOMATED =
  'automated sync is on: Argo CD refuses a rollback and would undo it; revert the commit in Git, or pin targetRevision';

const statusSchema = z.looseObject({ message: z.string().optional(), error: z.string().optional() });

/** Whether it is the operation that an intent started: to its revision, and another than the one it was planned upon. */
function ours({ target }: Intent, { operation, startedAt }: OperationState): boolean {
  const sync = operation?.sync;
  return (
    sync !== null &&
    sync !== undefined &&
    revisionOf(sync) === target.fields['revision'] &&
    startedAt !== target.snapshot['operationStartedAt']
  );
}

type Trace =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'operation'; readonly state: OperationState }
  /** It ended, and another operation came after it. */
  | { readonly kind: 'past' }
  /** Another operation came after the plan, so that ours may have been before it. */
  | { readonly kind: 'covered' }
  | { readonly kind: 'none' };

/** What the application shows of an intent. */
function traceOf(intent: Intent, application: Application): Trace {
  const { fields, snapshot } = intent.target;
  const waiting = application.operation?.sync;
  const state = application.status.operationState ?? undefined;
  if (state !== undefined && ours(intent, state)) return { kind: 'operation', state };
  if (waiting !== null && waiting !== undefined && revisionOf(waiting) === fields['revision'])
    return { kind: 'waiting' };
  const since = (application.status.history ?? []).filter(({ id }) => id > Number(snapshot['newestId']));
  if (since.some((entry) => revisionOf(entry) === fields['revision'])) return { kind: 'past' };
  return (state?.startedAt ?? '') === snapshot['operationStartedAt'] ? { kind: 'none' } : { kind: 'covered' };
}

/** Argo CD says most refusals with 400 and means different things: only one of them passes by itself. */
function refusalOf(answer: Answered): Triggered | undefined {
  const words = statusSchema.safeParse(jsonOf(answer)).data;
  const message = plainLine(words?.message ?? words?.error ?? '', 300);
  if (answer.status < 400 || answer.status >= 500 || !/another operation/i.test(message)) return undefined;
  return { kind: 'later', afterMs: BUSY_MS, reason: message };
}

/** Why the call must not be made now; undefined where it may. */
function obstacleOf({ target }: Intent, application: Application): Triggered | undefined {
  if (application.metadata.deletionTimestamp) return { kind: 'rejected', reason: 'the application is being deleted' };
  if (isAutomated(application)) return { kind: 'rejected', reason: AUTOMATED };
  const phase = application.status.operationState?.phase ?? '';
  if (application.operation || RUNNING.includes(phase)) {
    return { kind: 'later', afterMs: BUSY_MS, reason: 'another operation is in progress' };
  }
  const newest = newestEntry(application);
  if (newest !== undefined && String(newest.id) !== target.snapshot['newestId']) {
    return { kind: 'rejected', reason: `somebody synced ${revisionOf(newest)} after the rollback was planned` };
  }
  return undefined;
}

/**
 * Rolls an application back by Argo CD's API, to the id of an entry in its history. Argo CD knows no correlation id: a
 * rollback is found again by its revision, as an operation that was not there when it was planned.
 */
export function argocdAdapter(
  settings: ArgocdSettings,
  { egress, readSecret }: { readonly egress: Egress; readonly readSecret: ReadSecret },
): Adapter {
  const token = readSecret(settings.token);
  const sendCall = sendCallOver(egress, [token]);
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const address = `${settings.url}/api/v1/applications/${encodeURIComponent(settings.application)}`;
  const { appNamespace, project } = settings;
  const place = {
    ...(appNamespace === undefined ? {} : { appNamespace }),
    ...(project === undefined ? {} : { project }),
  };
  const page = `${settings.url}/applications/${appNamespace === undefined ? '' : `${appNamespace}/`}${settings.application}`;

  async function read(signal: AbortSignal): Promise<Reading<Application>> {
    const query = new URLSearchParams(place).toString();
    const url = query === '' ? address : `${address}?${query}`;
    return readingOf(await sendCall({ method: 'GET', url, headers }, signal), applicationSchema);
  }

  const taken = ({ target }: Intent): Triggered => ({
    kind: 'accepted',
    externalId: `history-${target.fields['historyId'] ?? ''}`,
    url: page,
  });

  return {
    kind: 'argocd',
    // Argo CD answers from a cache of the cluster, which lags.
    searchable: { kind: 'after', times: 3, everyMs: 5_000 },

    async plan(request: PlanRequest, signal: AbortSignal): Promise<Planned> {
      const good = goodReleaseOf(request);
      if (good.kind === 'unclear') return good;
      const reading = await read(signal);
      if (reading.kind === 'absent') return { kind: 'unclear', reason: `there is no application: ${reading.reason}` };
      if (reading.kind === 'failed') return { kind: 'unanswered', reason: reading.reason };
      const application = reading.value;
      if (isAutomated(application)) return { kind: 'unclear', reason: AUTOMATED };
      const matched = matchedEntry(application, good, settings.version);
      if (matched.kind === 'unclear') return matched;
      const revision = revisionOf(matched.entry);
      if (revision === '') return { kind: 'unclear', reason: `entry ${String(matched.entry.id)} names no revision` };
      const planned = targetOf(good, egress.clock.now(), {
        fields: { historyId: String(matched.entry.id), revision },
        snapshot: {
          newestId: String(newestEntry(application)?.id ?? ''),
          operationStartedAt: application.status.operationState?.startedAt ?? '',
        },
      });
      const text = `${good.version} (history id ${String(matched.entry.id)}, revision ${revision.slice(0, 12)})`;
      return { kind: 'target', target: { ...planned.target, text } };
    },

    async trigger(intent: Intent, signal: AbortSignal): Promise<Triggered> {
      const id = Number(intent.target.fields['historyId']);
      if (!Number.isSafeInteger(id)) return { kind: 'rejected', reason: 'the target names no id of the history' };
      const reading = await read(signal);
      if (reading.kind === 'absent') return { kind: 'rejected', reason: `there is no application: ${reading.reason}` };
      if (reading.kind === 'failed') return { kind: 'later', afterMs: UNREAD_MS, reason: reading.reason };
      const application = reading.value;
      const trace = traceOf(intent, application);
      const isDone = trace.kind !== 'none' && trace.kind !== 'covered';
      if (isDone || (liveRevision(application) === intent.target.fields['revision'] && !application.operation)) {
        return taken(intent);
      }
      const obstacle = obstacleOf(intent, application);
      if (obstacle !== undefined) return obstacle;
      const body = JSON.stringify({ name: settings.application, id, prune: settings.prune, dryRun: false, ...place });
      const exchange = await sendCall(
        {
          method: 'POST',
          url: `${address}/rollback`,
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        },
        signal,
      );
      const refusal = exchange.kind === 'answered' ? refusalOf(exchange) : undefined;
      return refusal ?? triggeredOf(exchange, egress.clock.now(), () => taken(intent));
    },

    async find(intent: Intent, signal: AbortSignal): Promise<Lookup> {
      const reading = await read(signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      const trace = traceOf(intent, reading.value);
      if (trace.kind === 'none') return { kind: 'none' };
      if (trace.kind === 'covered') {
        return { kind: 'unsure', reason: 'another operation came since, and may have covered the rollback' };
      }
      return { kind: 'found', externalId: `history-${intent.target.fields['historyId'] ?? ''}`, url: page };
    },

    async status(intent: Intent, _externalId: string, signal: AbortSignal): Promise<Progress> {
      const reading = await read(signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      const trace = traceOf(intent, reading.value);
      switch (trace.kind) {
        case 'waiting':
          return { kind: 'running', note: 'waiting to be started' };
        case 'operation':
          return progressOf(trace.state);
        case 'past':
          return { kind: 'succeeded' };
        case 'covered':
          return { kind: 'failed', reason: 'another operation took its place' };
        case 'none':
          return liveRevision(reading.value) === intent.target.fields['revision']
            ? { kind: 'succeeded' }
            : { kind: 'unsure', reason: 'Argo CD does not show the rollback' };
      }
    },

    async verify(intent: Intent, _externalId: string | undefined, signal: AbortSignal): Promise<Live> {
      const reading = await read(signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      return liveOf(intent, reading.value);
    },
  };
}

function progressOf({ phase, message }: OperationState): Progress {
  const note = message === undefined ? undefined : plainLine(message, 300);
  if (phase === 'Succeeded') return { kind: 'succeeded' };
  if (phase === 'Failed' || phase === 'Error') return { kind: 'failed', reason: note ?? `the sync ended as ${phase}` };
  return RUNNING.includes(phase)
    ? { kind: 'running', note }
    : { kind: 'unsure', reason: `phase ${plainLine(phase, 50)}` };
}

function liveOf({ target }: Intent, application: Application): Live {
  const revision = liveRevision(application);
  if (revision === undefined) return { kind: 'unsure', reason: 'the application has no history' };
  if (revision !== target.fields['revision']) {
    const newest = newestEntry(application);
    const isReplaced = newest !== undefined && newest.id > Number(target.snapshot['newestId']);
    const reason = `the revision that was applied last is ${plainLine(revision, 80)}`;
    return isReplaced ? { kind: 'never', reason } : { kind: 'notYet', reason };
  }
  const { status = 'Unknown', message } = application.status.health ?? {};
  if (status === 'Healthy') return { kind: 'live' };
  return { kind: 'notYet', reason: plainLine(`it is ${status}${message === undefined ? '' : `: ${message}`}`, 300) };
}
