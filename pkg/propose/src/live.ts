import { makePlan } from '@release-risk/compiler/makePlan';
import { readModel } from '@release-risk/language/document/readModel';
import { missingReason } from '@release-risk/model/explain';
import { formatReading } from '@release-risk/model/format';
import type { RiskModel } from '@release-risk/model/model';
import { evaluate, type Evaluation } from '@release-risk/query/evaluate';
import type { Source } from '@release-risk/query/source';
import type { DraftModel } from './draft.ts';
import { modelText } from './modelText.ts';
import { shown } from './naming.ts';
import {
  canBeJudged,
  draftOf,
  nothingReturnsData,
  shownServices,
  type Findings,
  type Found,
  type Nothing,
  type Servers,
} from './propose.ts';

/** Readings shown beside a signal; the rest is counted. */
const MOST_SHOWN = 3;
const GRADES = ['green', 'yellow', 'red'] as const;

export type LiveResult = { readonly ok: true; readonly live: LiveModel } | Nothing;

/** A proposed model with what the real engine says of it at this moment. */
export interface LiveModel {
  readonly text: string;
  readonly draft: DraftModel;
  readonly model: RiskModel;
  readonly findings: Findings;
  readonly evaluation: Evaluation;
}

/**
 * Writes the model of the findings and judges it with the engine that will judge releases. A signal whose baseline
 * turns out not to be there gets lines instead, or is left out where none can be drawn. Each signal carries its live
 * value and grade as a comment.
 */
export async function liveModel(
  findings: Findings,
  servers: Servers,
  name: string | undefined,
  at: number,
  signal?: AbortSignal,
): Promise<LiveResult> {
  const first = await judged(findings, servers, name, at, signal);
  const unjudged = new Set(
    first.draft.signals.filter((_, index) => baselineMissing(first.evaluation, index)).map(({ id }) => id),
  );
  if (unjudged.size === 0) return { ok: true, live: annotated(first) };
  const found: Found[] = [];
  const leftOut = [...findings.leftOut];
  for (const one of findings.found) {
    const kept: Found = unjudged.has(one.idea.id) ? { ...one, choice: 'static' } : one;
    if (canBeJudged(kept)) found.push(kept);
    else leftOut.push({ what: one.idea.title, why: 'its past is flat and its present is no ground for a limit' });
  }
  if (!found.some(({ idea }) => idea.importance > 0)) return nothingReturnsData(leftOut);
  return { ok: true, live: annotated(await judged({ ...findings, found, leftOut }, servers, name, at, signal)) };
}

async function judged(
  findings: Findings,
  { metrics, logs }: Servers,
  name: string | undefined,
  at: number,
  signal: AbortSignal | undefined,
): Promise<LiveModel> {
  const draft = draftOf(findings, name, at);
  const text = modelText(draft);
  const read = readModel(text, 'proposal');
  if (!read.ok) {
    const problems = read.diagnostics.map(({ code, message, path }) => `${code} ${path}: ${message}`).join('; ');
    throw new TypeError(`The proposed model does not read: ${problems}`);
  }
  const sources = new Map<string, Source>([
    ...(metrics ? [['metrics', metrics] as const] : []),
    ...(logs ? [['logs', logs] as const] : []),
  ]);
  const plan = makePlan(read.model, { services: shownServices(findings.subject) });
  return {
    text,
    draft,
    model: read.model,
    findings,
    evaluation: await evaluate(read.model, plan, sources, at, signal),
  };
}

/** Whether some service has a value for the signal, and none has a baseline to judge it by. */
function baselineMissing({ services }: Evaluation, index: number): boolean {
  const results = services.flatMap(({ result }) => result.signals[index] ?? []);
  const missed = results.filter(
    ({ missing }) => missing === 'mean' || missing === 'deviation' || missing === 'flatBaseline',
  );
  return missed.length > 0 && results.every(({ missing }) => missing !== undefined);
}

function annotated(live: LiveModel): LiveModel {
  const signals = live.draft.signals.map((signal, index) => ({
    ...signal,
    comments: [...signal.comments, `Now: ${liveReadings(live, index)}`],
  }));
  const draft = { ...live.draft, signals };
  return { ...live, draft, text: modelText(draft) };
}

/** `lead-api 212 ms green, bot 40 ms yellow and 3 more` */
export function liveReadings({ model, evaluation }: LiveModel, index: number): string {
  const one = model.signals[index];
  if (!one) return '';
  const words = evaluation.services.flatMap(({ name, result }) => {
    const judged = result.signals[index];
    if (!judged) return [];
    const { value } = judged.reading;
    const reading = Number.isFinite(value) ? formatReading(value, one.unit) : 'no data';
    const verdict =
      judged.missing === undefined
        ? GRADES[judged.grade === 2 ? 2 : judged.grade >= 1 ? 1 : 0]
        : `not judged (${missingReason(one, judged)})`;
    return [{ text: `${shown(name)} ${reading} ${verdict}`, rank: judged.missing === undefined ? judged.grade : -1 }];
  });
  const worst = [...words].sort((a, b) => b.rank - a.rank);
  const more = words.length - MOST_SHOWN;
  return (
    worst
      .slice(0, MOST_SHOWN)
      .map(({ text }) => text)
      .join(', ') + (more > 0 ? ` and ${more} more` : '')
  );
}
