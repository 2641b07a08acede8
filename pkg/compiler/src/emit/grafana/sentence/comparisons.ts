import { formatReading } from '@release-risk/model/format';
import { isStatic } from '@release-risk/model/limit';
import type { ScoredSignal } from '@release-risk/model/model';
import { UNITS } from '@release-risk/model/units';
import { NODE, REF } from '../../../conventions.ts';
import { format, goString } from './goText.ts';
import { written } from './numberText.ts';
import type { Subject } from './subjects.ts';

/** The templates that print a present signal's reading beside what it is judged by, as `comparison()` does. */
export function defineComparisons(subjects: readonly Subject[]): string {
  return subjects.map((subject) => `{{define "${subject.comparison}"}}${comparison(subject.signal)}{{end}}`).join('');
}

export function printed(subject: Subject): string {
  return `{{template "${subject.comparison}" $values}}`;
}

/** Inside a `define` the values are the dot. */
function comparison(signal: ScoredSignal): string {
  const { id, limit, unit } = signal;
  const scaled = UNITS[unit].scale !== 1;
  const number = `%.3g${format(UNITS[unit].suffix)}`;
  const value = `.${scaled ? NODE.scaledValue(id) : REF.value(id)}.Value`;
  const mean = `.${scaled ? NODE.scaledMean(id) : REF.mean(id)}.Value`;
  const n = signal.samples ? { text: ' (n=%.3g)', argument: ` .${REF.samples(id)}.Value` } : { text: '', argument: '' };
  if (!isStatic(limit)) {
    return written(`(printf ${goString(`${number} vs usual ${number}${n.text}`)} ${value} ${mean}${n.argument})`);
  }
  const line = (which: 'yellow' | 'red') => {
    const [where = ''] = formatReading(limit[which], unit).split(' ');
    return `${which} ${limit.kind} ${where}`;
  };
  const reading = written(`(printf ${goString(number + n.text)} ${value}${n.argument})`);
  return `${reading}, {{if eq .${NODE.grade(id)}.Value 1.0}}${line('yellow')}{{else}}${line('red')}{{end}}`;
}
