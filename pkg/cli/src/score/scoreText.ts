import type { FailedQuery, ScoreReport, ServiceVerdict } from '@release-risk/contract/verdict';
import { formatScore, formatShare } from '@release-risk/model/format';
import type { RiskModel } from '@release-risk/model/model';
import { plain, shortened } from '@release-risk/model/plainText';
import { spokenMoment } from '../arguments/moment.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { widthOf, wrapped } from '../terminal/width.ts';
import { serviceText, verdictBadge, versionText } from './serviceText.ts';

/** Up to here every service is shown in full. */
const IN_FULL = 2;
const LISTED = 30;

/** A score report for people: the worst service in full, many others as a list. Ends in a line break. */
export function scoreText(style: Style, model: RiskModel, report: ScoreReport): string {
  const { services } = report;
  const full = services.length <= IN_FULL ? services : services.slice(0, 1);
  const lines = [
    ...(services.length > IN_FULL ? [...serviceList(style, services), ''] : []),
    ...full.flatMap((service) => [...serviceText(style, model, service), '']),
    ...failureLines(style, report.failures),
    ...report.warnings.flatMap((warning) => noticeLines(style, 'warning', warning)),
    style.dim(
      `evaluated ${spokenMoment(Date.parse(report.evaluatedAt))} ${style.marks.dot} model ${report.model} ${style.marks.dot} fingerprint ${report.fingerprint}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function serviceList(style: Style, services: readonly ServiceVerdict[]): readonly string[] {
  const room = Math.max(20, style.width - 60);
  const rows = services
    .slice(0, LISTED)
    .map((service) => [
      verdictBadge(style, service),
      plain(service.service),
      service.score === null ? style.marks.none : formatScore(service.score),
      service.coverage === null ? style.marks.none : formatShare(service.coverage),
      versionText(service),
      style.dim(shortened(plain(service.sentence), room)),
    ]);
  const columns = [
    { title: 'VERDICT' },
    { title: 'SERVICE' },
    { title: 'SCORE', align: 'right' },
    { title: 'COVERAGE', align: 'right' },
    { title: 'VERSION' },
    { title: 'CAUSE' },
  ] as const;
  const more = services.length - rows.length;
  const fitting = table(columns, rows, style.dim);
  const narrow = fitting.some((line) => widthOf(line) > style.width);
  const shown = narrow
    ? table(
        columns.slice(0, 4),
        rows.map((row) => row.slice(0, 4)),
        style.dim,
      )
    : fitting;
  const rest = services.slice(LISTED);
  const calm = rest.every(({ verdict }) => verdict === 'Low');
  return [
    ...shown,
    ...(more > 0 ? [style.dim(`and ${more} more${calm ? ', all Low' : ''} (--format json has all)`)] : []),
  ];
}

/** What did not answer, and what to do about it. */
export function failureLines(style: Style, failures: readonly FailedQuery[]): readonly string[] {
  return failures.flatMap(({ reason, hint, query }) => [
    ...noticeLines(style, 'no answer', `${reason} (${queryCount(query)})`),
    ...wrapped(plain(hint), style.width - 4).map((line) => `    ${style.dim(line)}`),
    '',
  ]);
}

function queryCount(names: string): string {
  const count = names.split(', ').length;
  return count === 1 ? names : `${count} queries`;
}

function noticeLines(style: Style, word: string, text: string): readonly string[] {
  const [first = '', ...rest] = wrapped(plain(text), style.width - word.length - 2);
  return [`${style.yellow(word)}  ${first}`, ...rest.map((line) => `${' '.repeat(word.length + 2)}${line}`)];
}
