import type { ServiceEvaluation } from '@release-risk/query/evaluate';
import type { LiveModel } from '../live-score.ts';
import { type AlertState, nextState } from './alert-state.ts';
import { type OutgoingAlert, payloadOf, signedHeaders } from './payload.ts';
import { rulesOf, type StandInRule } from './rules.ts';

const SEND_TIMEOUT_MS = 10_000;
/** As the generated rules have it: how soon a group is sent again, after a failure or with news, and without any. */
const GROUP_INTERVAL_MS = { act: 30_000, review: 60_000 } as const;
const REPEAT_MS = { act: 3_600_000, review: 4 * 3_600_000 } as const;

/** Where alerts of a rule go. */
interface Receiver {
  readonly name: string;
  readonly url: string;
  /** Signs what is sent, as a contact point with a secret does. */
  readonly secret?: string;
}

export interface AlertingOptions {
  readonly live: LiveModel;
  readonly everyMs: number;
  readonly pipeline: Receiver;
  readonly team: Receiver;
  /** Where people see what it is about. */
  readonly page: string;
  readonly now: () => number;
}

/** One alert with what was sent of it. */
interface Kept {
  readonly state: AlertState;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly triedAt: number | undefined;
  readonly sent: { readonly status: 'firing' | 'resolved'; readonly at: number } | undefined;
}

/**
 * A stand-in for Grafana's alerting: evaluates a model every so often, all its services at once, and sends what the act
 * and the review rule would. It knows no silences, no policies and no veto rules. Returns a function that ends it.
 */
export function startAlerting(options: AlertingOptions): () => Promise<void> {
  const { live, everyMs, now } = options;
  const rules = rulesOf(live.model).map((rule) => ({ rule, kept: new Map<string, Kept>() }));
  const stopped = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const round = async (): Promise<void> => {
    const at = now();
    // What cannot be evaluated keeps its state.
    const evaluation = await live.evaluate(at).catch(() => undefined);
    for (const { rule, kept } of rules) {
      if (evaluation !== undefined && !evaluation.unanswered) {
        take(rule, kept, evaluation.services, evaluation.fingerprint, at);
      }
      for (const [key, one] of kept) {
        const after = await send(options, rule, one, stopped.signal);
        if (after === undefined) kept.delete(key);
        else kept.set(key, after);
      }
    }
  };
  let last: Promise<void> = Promise.resolve();
  const loop = () => {
    const begun = now();
    last = round().finally(() => {
      if (!stopped.signal.aborted) timer = setTimeout(loop, Math.max(0, everyMs - (now() - begun)));
    });
  };
  loop();
  return async () => {
    stopped.abort(new Error('the demo stops'));
    clearTimeout(timer);
    await last.catch(() => undefined);
  };
}

function take(
  rule: StandInRule,
  kept: Map<string, Kept>,
  services: readonly ServiceEvaluation[],
  fingerprint: string,
  at: number,
): void {
  const seen = new Set<string>();
  for (const service of services.filter(({ evaluated }) => evaluated)) {
    const labels = rule.labels(service, fingerprint);
    const key = JSON.stringify(labels);
    seen.add(key);
    const before = kept.get(key);
    // Nobody was told of its end yet: only then may it begin anew.
    if (before?.state.phase === 'resolved') continue;
    kept.set(key, {
      triedAt: before?.triedAt,
      sent: before?.sent,
      state: nextState(before?.state, rule.seen(service), rule.lines, at),
      labels,
      annotations: rule.annotations(service),
    });
  }
  for (const [key, one] of kept) {
    if (!seen.has(key) && one.state.phase !== 'resolved')
      kept.set(key, { ...one, state: nextState(one.state, { kind: 'missing' }, rule.lines, at) });
  }
}

/** Sends what is due; undefined where there is nothing left to keep. */
async function send(
  options: AlertingOptions,
  rule: StandInRule,
  one: Kept,
  signal: AbortSignal,
): Promise<Kept | undefined> {
  const { state, sent } = one;
  const { now, pipeline, team, page, live } = options;
  const status = statusOf(state);
  // Nobody heard of it, so nobody has to hear that it is over.
  const isNews = status === 'firing' || (status === 'resolved' && sent?.status === 'firing');
  if (!isNews) return state.phase === 'pending' ? one : undefined;
  const at = now();
  if (!isDue(rule, one, status, at)) return one;
  const receiver = rule.kind === 'act' && live.model.action.mode !== 'observe' ? pipeline : team;
  const taken = await post(receiver, outgoing(one, status), page, at, signal);
  if (taken && status === 'resolved') return undefined;
  return { ...one, triedAt: at, sent: taken ? { status, at } : sent };
}

function isDue({ kind }: StandInRule, { sent, triedAt }: Kept, status: 'firing' | 'resolved', at: number): boolean {
  const known = sent?.status === status && at - sent.at < REPEAT_MS[kind];
  return !known && (triedAt === undefined || at - triedAt >= GROUP_INTERVAL_MS[kind]);
}

function statusOf({ phase }: AlertState): 'firing' | 'resolved' | undefined {
  if (phase === 'firing' || phase === 'recovering') return 'firing';
  return phase === 'resolved' ? 'resolved' : undefined;
}

function outgoing({ state, labels, annotations }: Kept, status: 'firing' | 'resolved'): OutgoingAlert {
  return {
    labels,
    annotations: state.reason === undefined ? annotations : { ...annotations, grafana_state_reason: state.reason },
    startsAt: state.startsAt ?? state.since,
    endsAt: status === 'resolved' ? state.since : undefined,
  };
}

/** One attempt, as Grafana makes it: whatever fails is sent again with the next flush of its group. */
async function post(
  { name, url, secret }: Receiver,
  alert: OutgoingAlert,
  page: string,
  at: number,
  signal: AbortSignal,
): Promise<boolean> {
  const body = JSON.stringify(payloadOf(alert, name, { page }));
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret === undefined ? {} : signedHeaders(secret, body, at)),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
