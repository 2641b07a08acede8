import { identityName } from '@release-risk/compiler/identity';
import type { LeftOut } from './inventory.ts';
import { liveReadings, type LiveModel } from './live.ts';
import { shown } from './naming.ts';

const MOST_NAMES = 5;
const MOST_LEFT_OUT = 40;
const LONGEST_REASON = 300;

/** What was found and what was left out, and why; lines for a person, ends with a line break. */
export function findingsReport(live: LiveModel): string {
  const { draft, findings } = live;
  const { subject, metrics, leftOut } = findings;
  const names = subject.services.slice(0, MOST_NAMES).map((service) => shown(identityName(subject.labels, service)));
  const more = subject.services.length - names.length;
  const looked = metrics === undefined ? 'Looked at log streams' : `Looked at ${metrics} metrics`;
  return [
    `${looked}. Services by ${subject.labels.join(', ')}, from ${subject.from}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    'Found:',
    ...draft.signals.flatMap(({ title, weight, critical }, index) => [
      `  ${title}: weight ${weight}${critical ? ', critical' : ''}; now ${liveReadings(live, index)}`,
    ]),
    leftOutReport(leftOut),
  ].join('\n');
}

/** What was looked at and not taken; empty when that is nothing. */
export function leftOutReport(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return '';
  const more = leftOut.length - MOST_LEFT_OUT;
  const lines = leftOut
    .slice(0, MOST_LEFT_OUT)
    .map(({ what, why }) => `  ${shown(what)}: ${shown(why, LONGEST_REASON)}`);
  return ['Left out:', ...lines, ...(more > 0 ? [`  and ${more} more`] : []), ''].join('\n');
}
