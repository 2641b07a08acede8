import { formatReading, formatScore } from '@release-risk/model/format';
import { isStatic } from '@release-risk/model/limit';
import type { ScoringModel } from '@release-risk/model/model';
import { NODE } from '../../../conventions.ts';
import { printed } from './comparisons.ts';
import { goString, literal, value } from './goText.ts';
import { andMore, anyMissing, listMissing, tail } from './lists.ts';
import { written } from './numberText.ts';
import { constantDenominator } from './shownNodes.ts';
import { byWeight, type Subject } from './subjects.ts';
import { inSentence, titleOf } from '@release-risk/model/title';

/** `body` for the first two that hold, joined by "; "; `$n` counts all that hold. */
function firstTwo(holds: string, body: string): string {
  return `{{if ${holds}}}{{if lt (len $n) 2}}{{if $n}}; {{end}}${body}{{end}}{{$n = print $n "x"}}{{end}}`;
}

/** "Veto: CRM sync gap 12 leads, red above 5; missing: .." */
export function vetoBranch(subjects: readonly Subject[]): string {
  const vetoes = byWeight(subjects.filter(({ signal }) => signal.critical)).map((subject) =>
    firstTwo(
      `eq ${value(NODE.grade(subject.signal.id))} 2.0`,
      `${literal(inSentence(subject.signal))} ${printed(subject)}`,
    ),
  );
  return `Veto: {{$n := ""}}${vetoes.join('')}${andMore('$n', '; and ')}${tail('missing', subjects)}`;
}

/** "Cannot tell: error rate missing (no data); the rest scores 0.00" */
export function inconclusiveBranch(model: ScoringModel, subjects: readonly Subject[]): string {
  const decisive = subjects.filter(({ signal }) => signal.missing === 'inconclusive');
  const all = subjects.map(({ missing }) => missing).join(' ');
  const rest = `{{if not (and ${all})}}; the rest scores {{printf "%.2f" ${value(NODE.score)}}}{{end}}`;
  const share = written(`(printf "%.3g%%" ${value(NODE.coveragePercent)})`);
  const needed = formatReading(model.minCoverage, 'ratio');
  const byCoverage = `only ${share} of the weight has readings, ${needed} needed${tail('missing', subjects)}${rest}`;
  const named = `${listMissing(decisive, ' missing')}${rest}`;
  if (decisive.length === 0) return `Cannot tell: ${byCoverage}`;
  // Where every weight is of such a signal, too little weight always names one of them.
  if (subjects.every(({ signal }) => signal.weight === 0 || signal.missing === 'inconclusive')) {
    return `Cannot tell: ${named}`;
  }
  return `Cannot tell: {{if ${anyMissing(decisive)}}}${named}{{else}}${byCoverage}{{end}}`;
}

/** One thing that may be a cause: a signal at one grade, with the numerator of its points. */
interface Cause {
  readonly subject: Subject;
  readonly numerator: number;
  readonly holds: string;
  readonly text: string;
}

/**
 * The two largest causes, or that all is calm; then what is not counted. Points are weight times grade over one
 * denominator, so every possible cause has its place in one order that is known when the rule is written.
 */
export function causesBranch(model: ScoringModel, subjects: readonly Subject[]): string {
  const causes = byWeight(subjects)
    .flatMap((subject) => causesOf(model, subject))
    .sort((a, b) => b.numerator - a.numerator || b.subject.signal.weight - a.subject.signal.weight);
  const named = causes.map(({ holds, text }) => firstTwo(holds, text)).join('');
  const silent = subjects.filter(({ signal }) => signal.missing !== 'inconclusive');
  const green = silent.filter(({ signal }) => signal.missing === 'green' && signal.weight > 0);
  const notCounted = silent.filter(
    (subject) => !green.includes(subject) && !(subject.signal.missing === 'red' && subject.signal.weight > 0),
  );
  return (
    `{{$n := ""}}${named}{{if not $n}}${calm(subjects)}{{end}}` +
    tail('not counted', notCounted) +
    tail('counted as green', green)
  );
}

function causesOf(model: ScoringModel, subject: Subject): Cause[] {
  const { signal, missing } = subject;
  const { id, weight } = signal;
  const grade = value(NODE.grade(id));
  const title = literal(titleOf(signal));
  const denominator = constantDenominator(model.signals);
  const adds = (numerator: number) =>
    `adds ${
      denominator === undefined ? `{{printf "%.2f" ${value(NODE.points(id))}}}` : formatScore(numerator / denominator)
    }`;
  const seen = `${title} ${printed(subject)}`;
  // A red one without weight is a veto and speaks there.
  if (weight === 0) {
    return [{ subject, numerator: 0, holds: `eq ${grade} 1.0`, text: `${seen}, a veto when red` }];
  }
  const comma = isStatic(signal.limit) ? ',' : '';
  const at = (level: 1 | 2): Cause => {
    const numerator = weight * level;
    return { subject, numerator, holds: `eq ${grade} ${level}.0`, text: `${seen}${comma} ${adds(numerator)}` };
  };
  const causes = [at(2), at(1)];
  if (signal.missing === 'red') {
    const text = `${title} missing (${written(missing)}) counts as red, ${adds(2 * weight)}`;
    causes.push({ subject, numerator: 2 * weight, holds: missing, text });
  }
  return causes;
}

/** "All 6 signals calm; closest: API latency p95 at 34% of its headroom" */
function calm(subjects: readonly Subject[]): string {
  const total = subjects.length;
  const find = subjects
    .map(({ signal, missing }) => {
      const headroom = value(NODE.headroom(signal.id));
      const better = `{{$b = ${headroom}}}{{$s = ${value(NODE.headroomPercent(signal.id))}}}{{$t = ${goString(titleOf(signal))}}}`;
      return `{{if not ${missing}}}{{if or (not $p) (gt ${headroom} $b)}}${better}{{end}}{{$p = print $p "x"}}{{end}}`;
    })
    .join('');
  const at = `{{$t}} at {{if gt $s 0.0}}{{printf "%.0f" $s}}{{else}}0{{end}}% of its headroom`;
  const many = `{{if eq (len $p) ${total}}}All ${total}{{else}}{{len $p}} of ${total}{{end}} signals calm; closest: ${at}`;
  return (
    `{{$b := 0.0}}{{$s := 0.0}}{{$t := ""}}{{$p := ""}}${find}` +
    `{{if not $p}}No signal has a reading{{else}}${total === 1 ? `The only signal is calm: ${at}` : many}{{end}}`
  );
}
