import type { ServiceVerdict, SignalVerdict, VerdictWord } from '@release-risk/contract/verdict';
import { missingReason } from '@release-risk/model/explain';
import { isStatic } from '@release-risk/model/limit';
import type { RiskModel, Signal } from '@release-risk/model/model';
import type { SignalScore } from '@release-risk/model/score';
import type { ServiceEvaluation } from './evaluate.ts';

/** JSON knows neither NaN nor infinities. */
function numberOrNull(x: number | undefined): number | null {
  return x !== undefined && Number.isFinite(x) ? x : null;
}

/** The word for a service's state: its verdict, unless the model compares canaries and none runs. */
export function verdictWord({ evaluated, result }: ServiceEvaluation): VerdictWord {
  return evaluated ? result.verdict : 'NotEvaluated';
}

/** The most that a signal can add to a score. */
export function maxPoints(model: RiskModel, signal: Signal): number {
  const all = model.signals.reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? 0 : (2 * signal.weight) / all;
}

export const NOT_EVALUATED =
  'Not evaluated: the model compares a canary with stable instances, and no canary is running';

/** One service as every report shows it. */
export function toServiceVerdict(model: RiskModel, one: ServiceEvaluation): ServiceVerdict {
  const { result, evaluated } = one;
  return {
    service: one.name,
    labels: { ...one.service },
    verdict: verdictWord(one),
    score: evaluated ? numberOrNull(result.score) : null,
    coverage: numberOrNull(result.coverage),
    veto: evaluated && result.veto,
    vetoSignals: evaluated
      ? model.signals.filter(({ critical }, at) => critical && result.signals[at]?.grade === 2).map(({ id }) => id)
      : [],
    sentence: evaluated ? one.sentence : NOT_EVALUATED,
    version: one.running?.version ?? null,
    versionAge: numberOrNull(one.running?.age),
    signals: model.signals.flatMap((signal, at) => {
      const scored = result.signals[at];
      return scored === undefined ? [] : [toSignalVerdict(model, signal, scored)];
    }),
  };
}

function toSignalVerdict(model: RiskModel, signal: Signal, scored: SignalScore): SignalVerdict {
  const { reading, missing } = scored;
  const lines = isStatic(signal.limit);
  return {
    id: signal.id,
    title: signal.title,
    unit: signal.unit,
    weight: signal.weight,
    critical: signal.critical,
    grade: missing === undefined ? scored.grade : null,
    value: numberOrNull(reading.value),
    mean: lines ? null : numberOrNull(reading.mean),
    deviation: lines ? null : numberOrNull(reading.deviation),
    excess: numberOrNull(scored.excess),
    span: numberOrNull(scored.span),
    headroom: numberOrNull(scored.headroom),
    points: scored.points,
    maxPoints: maxPoints(model, signal),
    samples: signal.samples === undefined ? null : numberOrNull(reading.samples),
    samplesNeeded: signal.samples?.atLeast ?? null,
    missing: missing ?? null,
    missingReason: missing === undefined ? null : missingReason(signal, scored),
  };
}

const RANK: Readonly<Record<VerdictWord, number>> = { High: 0, Inconclusive: 1, Medium: 2, Low: 3, NotEvaluated: 4 };

/** Worst first: by verdict, then by score, then by name. */
export function worstFirst(a: ServiceVerdict, b: ServiceVerdict): number {
  return (
    RANK[a.verdict ?? 'NotEvaluated'] - RANK[b.verdict ?? 'NotEvaluated'] ||
    (b.score ?? -1) - (a.score ?? -1) ||
    (a.service < b.service ? -1 : 1)
  );
}
