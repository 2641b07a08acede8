import type { Outcome, VerdictReport } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { markdownTable, markdownText } from '@release-risk/model/markdownText';
import { failuresMarkdown, serviceMarkdown } from '../report/scoreMarkdown.ts';

const TITLES: Readonly<Record<Outcome, string>> = {
  pass: '✅ Pass',
  fail: '❌ Fail',
  inconclusive: '⚪ Inconclusive',
  error: '🚫 Could not evaluate',
};

/** The end of a gate as markdown, for the summary of a CI step. Ends in a line break. */
export function gateMarkdown(model: RiskModel | undefined, report: VerdictReport): string {
  const name = [report.service, report.version].filter((part) => part !== null).map(markdownText);
  const seconds = (Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1000;
  const [worst] = report.services;
  const lines = [
    `## Release risk: ${[TITLES[report.outcome], ...name].join(' ')}`,
    '',
    markdownText(report.reason),
    ...(report.hint === null ? [] : ['', markdownText(report.hint)]),
    '',
    ...notReadyMarkdown(report),
    ...(report.services.length > 1 ? [...servicesTable(report), ''] : []),
    ...(model === undefined || worst === undefined ? [] : [...serviceMarkdown(model, worst, '###'), '']),
    ...failuresMarkdown(report.failures),
    ...report.warnings.map((warning) => `- Warning: ${markdownText(warning)}`),
    '',
    `${report.evaluations} evaluations in ${spokenDuration(seconds)}${report.model === null ? '' : `, model ${markdownText(report.model)}`}${report.fingerprint === null ? '' : `, fingerprint \`${report.fingerprint}\``}, exit ${report.exitCode}`,
  ];
  return `${lines.join('\n')}\n`;
}

function notReadyMarkdown({ notReady }: VerdictReport): readonly string[] {
  if (notReady.length === 0) return [];
  const items = notReady.map(({ service, problem }) => `- ${markdownText(service)}: ${markdownText(problem)}`);
  return ['**Not ready**', '', ...items, ''];
}

function servicesTable({ services }: VerdictReport): readonly string[] {
  const rows = services.map(({ service, outcome, reason }) => [
    TITLES[outcome],
    markdownText(service),
    markdownText(reason),
  ]);
  return markdownTable(['Outcome', 'Service', 'Reason'], new Set(), rows);
}
