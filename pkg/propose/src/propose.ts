import { identityName } from '@release-risk/compiler/identity';
import type { Identity } from '@release-risk/model/model';
import { QueryError } from '@release-risk/query/errors';
import type { Source } from '@release-risk/query/source';
import type { DraftModel, DraftServices, DraftSignal } from './draft.ts';
import { logErrors } from './families/logs.ts';
import type { Grouping } from './grouping.ts';
import { carrierOf } from './identity.ts';
import type { SignalIdea } from './idea.ts';
import { takeInventory, type Inventory, type LeftOut } from './inventory.ts';
import { baselineChoice, judgementOf, type BaselineChoice } from './judgement.ts';
import { takeLogInventory, type LogInventory } from './logInventory.ts';
import { measure, type Measured } from './measure.ts';
import { shown, slugOf, titleOf } from './naming.ts';
import { logSubject, metricSubject, type Subject, type Wish } from './services.ts';
import { weightsOf } from './weights.ts';

/** More signals than this and nobody knows what the score says. */
const MOST_SIGNALS = 10;
/** More services than this are found by a query instead of being listed. */
const MOST_LISTED = 20;

export interface Servers {
  readonly metrics?: Source | undefined;
  readonly logs?: Source | undefined;
}

/** A signal that has data right now, with what is known of it. */
export interface Found {
  readonly idea: SignalIdea;
  readonly measured: Measured;
  readonly choice: BaselineChoice;
}

/** What a look at the servers came to. */
export interface Findings {
  readonly subject: Subject;
  readonly found: readonly Found[];
  readonly leftOut: readonly LeftOut[];
  /** Metric names on the Prometheus; undefined without one. */
  readonly metrics: number | undefined;
}

/** Why there is nothing to propose. `hint` is what to do in any surroundings; `why` lets a surface say it in its own words. */
export interface Nothing {
  readonly ok: false;
  readonly why: 'unknownService' | 'noServices' | 'noData';
  readonly reason: string;
  readonly hint: string;
  readonly leftOut: readonly LeftOut[];
}

export type LookResult = { readonly ok: true; readonly findings: Findings } | Nothing;

/**
 * Looks at what servers have at `at` (epoch seconds) and keeps the signals that return data right now.
 * Rejects with a QueryError when a server cannot be asked at all.
 */
export async function lookAt(servers: Servers, wish: Wish, at: number, signal?: AbortSignal): Promise<LookResult> {
  const { metrics, logs } = servers;
  const inventory = metrics && (await takeInventory(metrics, wish.service, at, signal));
  const streams = logs && (await takeLogInventory(logs, wish.labels ?? [], at, signal));
  const subject =
    (metrics && inventory && (await metricSubject(metrics, inventory, wish, at, signal))) ??
    (streams && logSubject(streams, wish));
  if (!subject) return nobody(wish, inventory, streams);
  const trials = [...metricTrials(metrics, inventory, subject), ...logTrials(logs, streams, subject)];
  const { found, leftOut: untaken } = await tryAll(trials, subject, at, signal);
  const leftOut = [...(inventory?.leftOut ?? []), ...untaken];
  if (found.some(({ idea }) => idea.importance > 0)) {
    return { ok: true, findings: { subject, found, leftOut, metrics: inventory?.metrics } };
  }
  return nothingReturnsData(leftOut);
}

/** Why there is no model although the services are known. */
export function nothingReturnsData(leftOut: readonly LeftOut[]): Nothing {
  return {
    ok: false,
    why: 'noData',
    reason: 'Nothing that was found returns data for these services right now',
    hint: 'See what was left out and why; a preset works without a server.',
    leftOut,
  };
}

/** Whether its readings are ground for a limit of the kind chosen. */
export function canBeJudged({ idea, measured, choice }: Found): boolean {
  return judgementOf(idea.measure, idea.unit, choice, measured.past, measured.present) !== undefined;
}

/** One after the other, nearest to the user first: what an earlier one tells, a later one need not. */
async function tryAll(
  trials: readonly Trial[],
  subject: Subject,
  at: number,
  signal: AbortSignal | undefined,
): Promise<{ readonly found: readonly Found[]; readonly leftOut: readonly LeftOut[] }> {
  const found: Found[] = [];
  const leftOut: LeftOut[] = [];
  for (const trial of trials) {
    const what = trial.kind === 'idea' ? `${trial.idea.title} (${trial.from})` : trial.from;
    const why = whyNot(trial, found);
    const result =
      why !== undefined || trial.kind !== 'idea'
        ? { why: why ?? '' }
        : await tryOut(trial.source, trial.idea, subject, at, signal);
    if ('measured' in result) found.push(result);
    else leftOut.push({ what, why: result.why });
  }
  return { found, leftOut };
}

/** Why a trial is not even asked for; undefined when it is. */
function whyNot(trial: Trial, found: readonly Found[]): string | undefined {
  if (trial.kind === 'unrelated') return 'names none of these services';
  const told = found.find(({ idea }) => idea.topic === trial.idea.topic);
  if (told) return `"${told.idea.title}" already tells that`;
  return found.length < MOST_SIGNALS ? undefined : `a model of more than ${MOST_SIGNALS} signals says little`;
}

function nobody(wish: Wish, inventory: Inventory | undefined, streams: LogInventory | undefined): LookResult {
  const leftOut = inventory?.leftOut ?? [];
  const by = wish.labels === undefined ? '' : ` by ${wish.labels.join(', ')}`;
  if (wish.service !== undefined) {
    const reason = `Nothing that could be judged names the service "${shown(wish.service)}"${by}`;
    const hint = 'Look without naming a service to see which there are.';
    return { ok: false, why: 'unknownService', reason, hint, leftOut };
  }
  const looked = inventory ? `${inventory.metrics} metrics` : `${streams?.shape.size ?? 0} stream labels`;
  return {
    ok: false,
    why: 'noServices',
    reason: `Among ${looked} there is nothing known that names services${by}`,
    hint: 'Name the label that tells services apart, or start from a preset.',
    leftOut,
  };
}

/** An idea to try, or metrics that name none of the services. `from` is what it is made of. */
type Trial =
  | { readonly kind: 'idea'; readonly idea: SignalIdea; readonly source: Source; readonly from: string }
  | { readonly kind: 'unrelated'; readonly from: string };

function groupingOf(subject: Subject, carriedBy: string | undefined): Grouping {
  const { labels, services } = subject;
  return { labels, carriedBy, only: services.length === 1 ? services[0] : undefined };
}

function serviceValues({ labels, services }: Subject): ReadonlySet<string> {
  const last = labels.at(-1) ?? '';
  return new Set(services.map((service) => service[last] ?? ''));
}

function metricTrials(
  source: Source | undefined,
  inventory: Inventory | undefined,
  subject: Subject,
): readonly Trial[] {
  if (!source || !inventory) return [];
  return inventory.seen.flatMap(({ family, shape }): readonly Trial[] => {
    const from = family.name;
    const carrier = carrierOf(shape, subject.labels, serviceValues(subject));
    if (!carrier) return [{ kind: 'unrelated', from }];
    const ideas = family.ideas(groupingOf(subject, carrier.carriedBy), shape);
    return ideas.map((idea) => ({ kind: 'idea', idea, source, from }));
  });
}

function logTrials(source: Source | undefined, streams: LogInventory | undefined, subject: Subject): readonly Trial[] {
  if (!source || !streams) return [];
  const from = 'log streams';
  const carrier = carrierOf(streams.shape, subject.labels, serviceValues(subject));
  if (!carrier) return [{ kind: 'unrelated', from }];
  const naming = carrier.carriedBy ?? subject.labels.at(-1) ?? '';
  const idea = logErrors(groupingOf(subject, carrier.carriedBy), naming, streams.level);
  return [{ kind: 'idea', idea, source, from }];
}

async function tryOut(
  source: Source,
  idea: SignalIdea,
  { labels, services }: Subject,
  at: number,
  signal: AbortSignal | undefined,
): Promise<Found | { readonly why: string }> {
  try {
    const measured = await measure(source, idea, labels, services, at, signal);
    if (!measured) return { why: 'gives no number right now' };
    const choice = baselineChoice(idea.datasource, measured.past.reach);
    const found: Found = { idea, measured, choice };
    return canBeJudged(found) ? found : { why: 'its readings right now are no ground for a limit' };
  } catch (error) {
    if (!(error instanceof QueryError) || error.code === 'aborted') throw error;
    return { why: error.message };
  }
}

/** The model that the findings make; `at` in epoch seconds is only told in a comment. */
export function draftOf({ subject, found }: Findings, name: string | undefined, at: number): DraftModel {
  const { labels, services } = subject;
  const [first] = services;
  const called = name ?? (services.length === 1 && first ? (first[labels.at(-1) ?? ''] ?? '') : 'services');
  const weights = weightsOf(found.map(({ idea }) => idea.importance));
  const used = new Set(found.map(({ idea }) => idea.datasource));
  return {
    name: slugOf(called),
    title: titleOf(services.length === 1 && first ? identityName(labels, first) : called),
    comments: [
      `Made by release-risk init from what was there at ${new Date(at * 1000).toISOString()}: every signal returned data then.`,
      'Look at the limits and weights with the people who answer for the service; then: release-risk score <this file>.',
    ],
    labels,
    services: draftServices(subject, used.has('metrics')),
    datasources: {
      ...(used.has('metrics') ? { metrics: 'prometheus' as const } : {}),
      ...(used.has('logs') ? { logs: 'loki' as const } : {}),
    },
    signals: found.map((one, index) => draftSignal(one, weights[index] ?? 0, subject)),
  };
}

function draftServices({ services, discovery }: Subject, metrics: boolean): DraftServices {
  if (services.length > MOST_LISTED && discovery !== undefined && metrics) {
    return { kind: 'discovered', datasource: 'metrics', query: discovery };
  }
  return { kind: 'listed', list: services };
}

function draftSignal({ idea, measured, choice }: Found, weight: number, subject: Subject): DraftSignal {
  const { id, title, why, datasource, query, unit, critical, emptyIsZero } = idea;
  const judgement = judgementOf(idea.measure, unit, choice, measured.past, measured.present);
  if (!judgement) throw new TypeError(`The signal ${id} was kept without a limit`);
  const have = measured.now.size;
  const all = subject.services.length;
  const samples = samplesOf(idea, measured);
  const few = samples && idea.samples && samples.atLeast < idea.samples.atLeast;
  return {
    id,
    title,
    comments: [
      why,
      ...(have < all ? [`${have} of ${all} services have it now; for the others it does not count.`] : []),
      ...(few
        ? [`Little is going on right now: raise samples.atLeast to ${idea.samples.atLeast} when there is more.`]
        : []),
    ],
    datasource,
    query,
    unit,
    judgement,
    weight,
    critical,
    ...(samples === undefined ? {} : { samples }),
    emptyIsZero,
    ...(have < all ? { missing: 'exclude' as const } : {}),
  };
}

/** The usual minimum, or half of what is there where that is less: a quiet service must be judged too. */
function samplesOf({ samples }: SignalIdea, { events }: Measured): DraftSignal['samples'] {
  if (!samples) return undefined;
  const counts = [...(events ?? new Map<string, number>()).values()].filter((count) => count > 0 && count < 1e99);
  const least = counts.length === 0 ? samples.atLeast : Math.min(...counts);
  return { query: samples.query, atLeast: Math.max(1, Math.min(samples.atLeast, Math.floor(least / 2))) };
}

/** The services whose readings are shown beside the signals. */
export function shownServices({ services }: Subject): readonly Identity[] {
  return services.slice(0, MOST_LISTED);
}
