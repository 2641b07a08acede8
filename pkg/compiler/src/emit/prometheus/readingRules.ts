import { isStatic } from '@release-risk/model/limit';
import type { RiskModel } from '@release-risk/model/model';
import type { ReadingPart } from '@release-risk/model/reading';
import { SENTINEL } from '@release-risk/model/present';
import { makePlan, type PlanContext } from '../../makePlan.ts';
import type { Plan, PlanQuery } from '../../plan.ts';
import type { RecordingRule } from './ruleFile.ts';
import { partSeries, selectorOf, SERIES, type RecordedSeries } from './series.ts';

/** A missing reading: at or beyond 1e99 nothing counts. Written without a plus, like the plan's own. */
const MISSING = SENTINEL.toExponential().replace('+', '');

/** The two halves of a score group's beginning. Only the first asks the team's own series. */
export interface ReadingRules {
  /** What there is to score, and what the queries answer. */
  readonly asked: readonly RecordingRule[];
  /** The same, one row for every service, about this very moment. */
  readonly complete: readonly RecordingRule[];
  /** Where the answer to a refId of the plan stands. */
  readonly seriesOf: ReadonlyMap<string, RecordedSeries>;
}

/**
 * The rules that make a plan's queries into readings. The plan writes a missing row for each service into each query; a
 * thousand of those in each of many queries would cost more than the queries, so here services stand in one series and
 * every reading takes its missing rows from it.
 */
export function readingRules(model: RiskModel, plan: Plan, context: PlanContext): ReadingRules {
  // The same queries without the missing rows.
  const bare = new Map(makePlan(model, { ...context, services: [] }).queries.map((query) => [query.refId, query]));
  const service: RecordedSeries = { name: SERIES.service, labels: { model: model.name } };
  const seriesOf = new Map<string, RecordedSeries>();
  const asked: RecordingRule[] = [];
  const complete: RecordingRule[] = [];
  for (const query of plan.queries) {
    const { purpose, refId } = query;
    if (purpose.kind === 'services') {
      seriesOf.set(refId, service);
      asked.unshift(ruleOf(service, query.expr));
      continue;
    }
    if (purpose.kind === 'history') continue;
    const target = (name: typeof SERIES.query | typeof SERIES.reading) =>
      partSeries(name, model.name, purpose.kind, 'signal' in purpose ? purpose.signal : undefined);
    const [answer, reading] = [target(SERIES.query), target(SERIES.reading)];
    seriesOf.set(refId, reading);
    const shape = { labels: plan.labels, service: selectorOf(service) };
    if (readsRecorded(model, purpose)) {
      complete.push(ruleOf(reading, known((bare.get(refId) ?? query).expr, shape)));
      continue;
    }
    asked.push(ruleOf(answer, askedText(query, bare.get(refId))));
    complete.push(ruleOf(reading, readingText(purpose.kind, selectorOf(answer), shape)));
  }
  return { asked, complete, seriesOf };
}

/** The canary's own rows of zeros say that none runs: its query is taken whole. */
function askedText(query: PlanQuery, bare: PlanQuery | undefined): string {
  return query.purpose.kind === 'canary' ? query.expr : (bare ?? query).expr;
}

interface Shape {
  readonly labels: readonly string[];
  /** Selector of the services. */
  readonly service: string;
}

function readingText(part: ReadingPart | 'deployment' | 'canary', answer: string, shape: Shape): string {
  // A query that failed leaves its last answer standing for five minutes: only this moment's counts.
  const fresh = `(${answer} and (timestamp(${answer}) == time()))`;
  if (part === 'deployment') return known(fresh, shape);
  // Rows with more labels than the identity are unclear: they match no service, and count as missing.
  const rows = `(${fresh} and ignoring (part, signal) ${shape.service})`;
  // While nobody can tell whether a canary runs, services are judged.
  const otherwise = part === 'canary' ? shape.service : `(${MISSING} * ${shape.service})`;
  return `${rows} or on (${shape.labels.join(', ')}) ${otherwise}`;
}

function known(rows: string, { labels, service }: Shape): string {
  const identity = `on (${labels.join(', ')})`;
  return `(${rows} and ${identity} ${service}) or ${identity} (${MISSING} * ${service})`;
}

/** Recorded baselines are series already: nothing is gained by recording them once more. */
function readsRecorded(model: RiskModel, purpose: PlanQuery['purpose']): boolean {
  if (purpose.kind !== 'mean' && purpose.kind !== 'deviation') return false;
  const signal = model.signals.find(({ id }) => id === purpose.signal);
  return signal !== undefined && !isStatic(signal.limit) && 'baseline' in signal && signal.baseline.kind === 'recorded';
}

/** A rule whose result carries the labels of its series. */
export function ruleOf(series: RecordedSeries, expr: string): RecordingRule {
  return { record: series.name, expr, labels: series.labels };
}
