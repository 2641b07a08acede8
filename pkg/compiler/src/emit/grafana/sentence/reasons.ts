import { missingReason } from '@release-risk/model/explain';
import { formatNumber } from '@release-risk/model/format';
import { isStatic, needsDeviation } from '@release-risk/model/limit';
import type { ScoredSignal } from '@release-risk/model/model';
import { NO_READING } from '@release-risk/model/reading';
import type { MissingWhy } from '@release-risk/model/score';
import { NODE, REF } from '../../../conventions.ts';
import { goFloat, goString, value } from './goText.ts';
import type { Subject } from './subjects.ts';

/**
 * Sets each subject's variable to why it is missing, in the order in which scoring misses its parts, or leaves it
 * empty. Numbers in it still have their exponents, so it is printed through the number template.
 */
export function setReasons(subjects: readonly Subject[]): string {
  return subjects
    .map(
      ({ signal, missing }) =>
        `{{${missing} := ""}}{{if eq ${value(NODE.present(signal.id))} 0.0}}${reason(signal, missing)}{{end}}`,
    )
    .join('');
}

function reason(signal: ScoredSignal, variable: string): string {
  const { id, samples } = signal;
  const set = (expression: string) => `{{${variable} = ${expression}}}`;
  const because = (missing: MissingWhy, mean = NaN) =>
    set(goString(missingReason(signal, { ...NOTHING, reading: { ...NO_READING, mean }, missing })));
  const absent = (refId: string, missing: MissingWhy): Branch => [`ge ${value(refId)} 1e99`, because(missing)];
  const branches: Branch[] = [absent(REF.value(id), 'value')];
  const baseline = !isStatic(signal.limit);
  if (baseline) branches.push(absent(REF.mean(id), 'mean'));
  if (needsDeviation(signal.limit)) branches.push(absent(REF.deviation(id), 'deviation'));
  if (samples) {
    const n = value(REF.samples(id));
    const few = set(`printf ${goString(`n=%.3g, needs ${formatNumber(samples.atLeast)}`)} ${n}`);
    branches.push(absent(REF.samples(id), 'samples'));
    // Go would print a negative zero as one, and then two reasons would differ that read the same.
    if (samples.atLeast > 0)
      branches.push([`eq ${n} 0.0`, set(goString(`n=0, needs ${formatNumber(samples.atLeast)}`))]);
    branches.push([`lt ${n} ${goFloat(samples.atLeast)}`, few]);
  }
  const flat = because('flatBaseline', 1);
  if (baseline && 'worse' in signal && signal.worse === 'lower') {
    branches.push([`eq ${value(REF.mean(id))} 0.0`, because('flatBaseline', 0)]);
  }
  return `${choose(branches)}{{else}}${flat}{{end}}`;
}

type Branch = readonly [condition: string, body: string];

function choose(branches: readonly Branch[]): string {
  return branches.map(([condition, body], index) => `{{${index === 0 ? '' : 'else '}if ${condition}}}${body}`).join('');
}

const NOTHING = { excess: NaN, span: NaN, headroom: NaN, grade: 0, points: 0 } as const;
