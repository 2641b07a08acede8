import { PREVIOUS_VERSION_LABEL } from '@release-risk/compiler/conventions';
import { identityKey } from '@release-risk/compiler/identity';
import type { Plan, PlanQuery } from '@release-risk/compiler/plan';
import { QueryError } from './errors.ts';
import { reduceSeries } from './reduceSeries.ts';
import { rowsByService, type Row, type ServiceRows } from './serviceRows.ts';
import type { Sample, Source } from './source.ts';

/** Beyond this, "now" means another moment there: its readings would be about the wrong time. */
const MAX_CLOCK_SKEW_MS = 30_000;

/** Logical name -> the server bound to it. */
export type Sources = ReadonlyMap<string, Source>;

/** Why a query of the plan gave nothing. `reason` is a clause for people, without a full stop. */
export interface QueryFailure {
  readonly query: PlanQuery;
  readonly reason: string;
  readonly hint: string;
  readonly error: QueryError | undefined;
}

export type QueryOutcome =
  | { readonly ok: true; readonly query: PlanQuery; readonly rows: ServiceRows }
  | { readonly ok: false; readonly query: PlanQuery; readonly failure: QueryFailure };

/** Everything the plan asked at one tick. One failing query never hides another's answer. */
export interface Execution {
  /** Epoch seconds. */
  readonly at: number;
  readonly outcomes: readonly QueryOutcome[];
  /** The servers' own words, such as partial answers; each once. */
  readonly warnings: readonly string[];
}

/**
 * The direct executor: asks the plan's queries of the servers themselves, all for the same moment `at` (epoch
 * seconds). Identical questions are asked once. Rejects only when `signal` aborts.
 */
export async function execute(plan: Plan, sources: Sources, at: number, signal?: AbortSignal): Promise<Execution> {
  const asked = new Map<string, Promise<Answer>>();
  const outcomes = await Promise.all(
    // Which services there are the plan itself says; only Grafana's joins need a query for it.
    plan.queries
      .filter(({ purpose }) => purpose.kind !== 'services')
      .map(async (query): Promise<QueryOutcome & { warnings: readonly string[] }> => {
        const key = JSON.stringify([query.datasource, query.expr, { ...query.form, reducer: undefined }]);
        const answer = asked.get(key) ?? ask(query, sources, at, signal);
        asked.set(key, answer);
        return outcomeOf(plan, query, await answer);
      }),
  );
  signal?.throwIfAborted();
  return { at, outcomes, warnings: [...new Set(outcomes.flatMap(({ warnings }) => warnings))] };
}

type Answer =
  | {
      readonly ok: true;
      readonly samples: (query: PlanQuery) => readonly Sample[];
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly reason: string; readonly hint: string; readonly error?: QueryError };

async function ask(query: PlanQuery, sources: Sources, at: number, signal: AbortSignal | undefined): Promise<Answer> {
  const source = sources.get(query.datasource);
  if (!source) {
    return {
      ok: false,
      reason: `the datasource "${query.datasource}" is not bound to a server`,
      hint: `Bind it, for example with --${query.type} URL.`,
    };
  }
  try {
    const answer = await (query.form.kind === 'instant'
      ? askInstant(query, source, at, signal)
      : askRange(query, source, at, signal));
    return wholeAnswer(query, answer);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { ok: false, reason: error.message.replace(/\.$/, ''), hint: error.hint, error };
  }
}

/** Remarks about the query itself, or about how it was run; every other warning says that some data was not read. */
const REMARK = /^PromQL |experimental query engine/;

/** A number made of part of the data is not a reading: what was not read may be the very errors. */
function wholeAnswer(query: PlanQuery, answer: Answer): Answer {
  const partial = answer.ok ? answer.warnings.find((warning) => !REMARK.test(warning)) : undefined;
  if (partial === undefined) return answer;
  return {
    ok: false,
    reason: `${query.datasource} answered only in part: ${partial.replace(/\.$/, '')}`,
    hint: 'Part of its storage did not answer: check the stores and shards behind it.',
  };
}

async function askInstant(query: PlanQuery, source: Source, at: number, signal?: AbortSignal): Promise<Answer> {
  const { samples, warnings, clockSkewMs } = await source.instant(query.expr, at, signal);
  if (clockSkewMs !== undefined && Math.abs(clockSkewMs) > MAX_CLOCK_SKEW_MS) {
    const seconds = Math.round(Math.abs(clockSkewMs) / 1000);
    const way = clockSkewMs > 0 ? 'ahead of' : 'behind';
    return {
      ok: false,
      reason: `the clock of ${source.name} is ${seconds} s ${way} ours`,
      hint: 'Set both clocks by NTP; readings of another moment are not judged.',
    };
  }
  return { ok: true, samples: () => samples, warnings };
}

async function askRange(query: PlanQuery, source: Source, at: number, signal?: AbortSignal): Promise<Answer> {
  const { form } = query;
  if (form.kind !== 'range') return askInstant(query, source, at, signal);
  const range = { from: at - form.from, to: at - form.to, step: form.step };
  const { series, warnings } = await source.range(query.expr, range, signal);
  return { ok: true, samples: (asking) => reduceSeries(series, asking.form), warnings };
}

function outcomeOf(plan: Plan, query: PlanQuery, answer: Answer): QueryOutcome & { warnings: readonly string[] } {
  if (answer.ok) {
    const extra = query.purpose.kind === 'deployment' ? [query.purpose.versionLabel, PREVIOUS_VERSION_LABEL] : [];
    return {
      ok: true,
      query,
      rows: rowsByService(plan.labels, answer.samples(query), extra),
      warnings: answer.warnings.map((warning) => `${query.datasource}: ${warning}`),
    };
  }
  const { reason, hint, error } = answer;
  return { ok: false, query, failure: { query, reason, hint, error }, warnings: [] };
}

/** The row of a service in an outcome; undefined where the query failed or has none. */
export function rowOf(plan: Plan, outcome: QueryOutcome, service: Readonly<Record<string, string>>): Row | undefined {
  return outcome.ok ? outcome.rows.get(identityKey(plan.labels, service)) : undefined;
}
