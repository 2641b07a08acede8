import type { ScoreReport, ServiceVerdict } from '@release-risk/contract/verdict';
import { formatScore, formatShare } from '@release-risk/model/format';
import { markdownTable, markdownText } from '@release-risk/model/markdownText';
import type { RiskModel } from '@release-risk/model/model';
import { spokenMoment } from '../arguments/moment.ts';
import { signalCells } from '@release-risk/query/signalCells';

const MARKS = { green: '🟢', yellow: '🟡', red: '🔴', missing: '⚪' } as const;

/** The mark of a verdict, always beside its word. */
export const VERDICT_MARKS = { Low: '🟢', Medium: '🟡', High: '🔴', Inconclusive: '⚪', NotEvaluated: '⚪' } as const;

const WORDS = { green: 'green', yellow: 'yellow', red: 'red', missing: 'missing' } as const;
const IN_FULL = 5;
const LISTED = 100;

/** A score report as markdown. Ends in a line break. */
export function scoreMarkdown(model: RiskModel, report: ScoreReport): string {
  const { services } = report;
  const lines = [
    ...(services.length > 1 ? [...servicesMarkdown(services), ''] : []),
    ...services.slice(0, IN_FULL).flatMap((service) => [...serviceMarkdown(model, service, '##'), '']),
    ...failuresMarkdown(report.failures),
    `Evaluated ${spokenMoment(Date.parse(report.evaluatedAt))}, model ${markdownText(report.model)}, fingerprint \`${report.fingerprint}\``,
  ];
  return `${lines.join('\n')}\n`;
}

/** Several services as one table. */
export function servicesMarkdown(services: readonly ServiceVerdict[]): readonly string[] {
  const rows = services
    .slice(0, LISTED)
    .map((service) => [
      verdictMarkdown(service),
      markdownText(service.service),
      service.score === null ? '–' : formatScore(service.score),
      service.coverage === null ? '–' : formatShare(service.coverage),
      markdownText(service.version ?? ''),
      markdownText(service.sentence),
    ]);
  const more = services.length - rows.length;
  const titles = ['Verdict', 'Service', 'Score', 'Coverage', 'Version', 'Cause'];
  return [...markdownTable(titles, new Set([2, 3]), rows), ...(more > 0 ? ['', `and ${more} more`] : [])];
}

function verdictMarkdown({ verdict }: Pick<ServiceVerdict, 'verdict'>): string {
  const word = verdict ?? 'Inconclusive';
  return `${VERDICT_MARKS[word]} ${word === 'NotEvaluated' ? 'Not evaluated' : word}`;
}

/** One service: heading, cause, signals. */
export function serviceMarkdown(model: RiskModel, service: ServiceVerdict, heading: string): readonly string[] {
  const version = service.version === null ? '' : ` ${markdownText(service.version)}`;
  const score = service.score === null ? '' : `, score ${formatScore(service.score)} of 2`;
  const rows = model.signals.flatMap((signal) => {
    const one = service.signals.find(({ id }) => id === signal.id);
    if (one === undefined) return [];
    const cells = signalCells(signal, one);
    const note = [cells.note, cells.missing].filter((text) => text !== '').join(': ');
    return [
      [
        `${MARKS[cells.mark]} ${WORDS[cells.mark]}`,
        markdownText(cells.title),
        cells.now,
        cells.usual,
        cells.difference,
        cells.headroom,
        cells.points,
        cells.n,
        markdownText(note),
      ],
    ];
  });
  const titles = ['Grade', 'Signal', 'Now', 'Usual', 'Difference', 'Headroom used', 'Points', 'n', ''];
  return [
    `${heading} ${verdictMarkdown(service)}: ${markdownText(service.service)}${version}${score}`,
    '',
    `**${markdownText(service.sentence)}**`,
    '',
    ...markdownTable(titles, new Set([2, 3, 4, 5, 6, 7]), rows),
  ];
}

/** What did not answer. */
export function failuresMarkdown(failures: ScoreReport['failures']): readonly string[] {
  if (failures.length === 0) return [];
  const told = failures.map(({ reason, hint }) => `- ${markdownText(reason)}. ${markdownText(hint)}`);
  return ['**Not answered**', '', ...told, ''];
}
