import { aggregate, increase, rate, select, type Grouping, type Matcher } from '../grouping.ts';
import type { SignalIdea, Topic } from '../idea.ts';

/** Fewer events than this say little about a share or a percentile. */
export const MIN_EVENTS = 20;

/** How many events stand behind a reading. */
export function eventSamples(grouping: Grouping, counter: string): { query: string; atLeast: number } {
  return { query: aggregate('sum', grouping, increase(select(counter, grouping))), atLeast: MIN_EVENTS };
}

/** The share of events that failed. */
export function failureShare(
  grouping: Grouping,
  counter: string,
  failed: Matcher,
  what: { readonly id: string; readonly title: string; readonly why: string; readonly topic?: Topic },
): SignalIdea {
  const part = aggregate('sum', grouping, rate(select(counter, grouping, [failed])));
  const all = aggregate('sum', grouping, rate(select(counter, grouping)));
  return {
    topic: 'errors',
    ...what,
    datasource: 'metrics',
    query: `${part}\n/\n${all}`,
    unit: 'ratio',
    measure: { kind: 'share', smallest: 0.02 },
    importance: 30,
    critical: true,
    samples: eventSamples(grouping, counter),
    emptyIsZero: true,
  };
}

/** How much is going on: a release that turns users away shows nowhere else. */
export function volume(
  grouping: Grouping,
  counter: string,
  what: { readonly id: string; readonly title: string; readonly why: string; readonly topic: Topic },
): SignalIdea {
  return {
    ...what,
    datasource: 'metrics',
    query: aggregate('sum', grouping, rate(select(counter, grouping))),
    unit: '/s',
    measure: { kind: 'volume' },
    importance: 20,
    critical: true,
    emptyIsZero: false,
  };
}
