import { aggregate, braces, serviceMatchers, type Grouping, type Matcher } from '../grouping.ts';
import type { SignalIdea } from '../idea.ts';

/** Lines that speak of an error where no label does. A stop word such as "0 errors" still counts: it is the same before and after. */
const ERROR_LINES = '|~ `(?i)\\b(?:error|fatal|panic|critical)\\b`';
const WINDOW = '5m';

/** Fewer lines than this say little. */
const MIN_LINES = 50;

/**
 * The share of a service's log lines that tell of an error. `naming` is the stream label that names the service,
 * `level` the matcher of error lines where a label has the level.
 */
export function logErrors(grouping: Grouping, naming: string, level: Matcher | undefined): SignalIdea {
  const own = serviceMatchers(grouping);
  // Loki refuses a selector that every stream could match.
  const streams: readonly Matcher[] = own.length > 0 ? own : [{ label: naming, op: '=~', value: '.+' }];
  const count = (matchers: readonly Matcher[], filter: string) =>
    aggregate('sum', grouping, `count_over_time(${braces(matchers)}${filter} [${WINDOW}])`);
  const failed = level === undefined ? count(streams, ` ${ERROR_LINES}`) : count([...streams, level], '');
  const all = count(streams, '');
  return {
    id: 'log_errors',
    title: 'Log lines with errors',
    topic: 'log errors',
    why: 'Share of log lines that tell of an error: also what no metric counts.',
    datasource: 'logs',
    query: `${failed}\n/\n${all}`,
    unit: 'ratio',
    measure: { kind: 'share', smallest: 0.05 },
    importance: 20,
    critical: false,
    samples: { query: all, atLeast: MIN_LINES },
    emptyIsZero: true,
  };
}
