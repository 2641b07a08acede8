import type { GatedService, Outcome, VerdictReport } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import { plain } from '@release-risk/model/plainText';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { failureLines } from '../score/scoreText.ts';
import { serviceText } from '../score/serviceText.ts';
import type { Style } from '../terminal/style.ts';
import { padded, widthOf, wrapped } from '../terminal/width.ts';

function badge(style: Style, outcome: Outcome): string {
  const { marks } = style;
  const badges: Readonly<Record<Outcome, string>> = {
    pass: style.green(style.bold(`${marks.green} PASS`)),
    fail: style.red(style.bold(`${marks.red} FAIL`)),
    inconclusive: style.cyan(style.bold(`${marks.missing} INCONCLUSIVE`)),
    error: style.red(style.bold(`${marks.red} COULD NOT EVALUATE`)),
  };
  return badges[outcome];
}

/** The end of a gate for people: outcome and reason first, then what it saw. Ends in a line break. */
export function gateText(style: Style, model: RiskModel | undefined, report: VerdictReport): string {
  const name = [report.service, report.version].filter((part) => part !== null).map(plain);
  const head = [badge(style, report.outcome), style.bold(name.join(' ')), style.dim(`exit ${report.exitCode}`)];
  const lines = [
    head.filter((part) => widthOf(part) > 0).join('  '),
    ...indented(style, report.reason),
    ...(report.hint === null ? [] : indented(style, report.hint).map((line) => style.dim(line))),
    '',
    ...notReadyLines(style, report),
    ...(report.services.length > 1 ? [...report.services.map((one) => serviceLine(style, one)), ''] : []),
    ...worstLines(style, model, report),
    ...failureLines(style, report.failures),
    ...report.warnings.flatMap((warning) => wrapped(`warning  ${plain(warning)}`, style.width)),
    style.dim(footer(style, report)),
  ];
  return `${lines.join('\n')}\n`;
}

function indented(style: Style, text: string): readonly string[] {
  return wrapped(plain(text), style.width - 2).map((line) => `  ${line}`);
}

function serviceLine(style: Style, { outcome, service, reason }: GatedService): string {
  return `  ${padded(badge(style, outcome), 20)}  ${style.bold(plain(service))}  ${plain(reason)}`;
}

function notReadyLines(style: Style, { notReady }: VerdictReport): readonly string[] {
  if (notReady.length === 0) return [];
  const lines = notReady.flatMap(({ service, problem }) => {
    const about = `${plain(service)}: ${plain(problem)}`;
    return wrapped(about, style.width - 4).map((line, at) => `  ${at === 0 ? style.marks.dot : ' '} ${line}`);
  });
  return [style.bold('Not ready'), ...lines, ''];
}

function worstLines(style: Style, model: RiskModel | undefined, report: VerdictReport): readonly string[] {
  const [worst] = report.services;
  if (model === undefined || worst === undefined) return [];
  // What the reason has said already is not said twice.
  const sentence = report.reason.includes(worst.sentence) ? '' : worst.sentence;
  return [...serviceText(style, model, { ...worst, sentence }), ''];
}

function footer(style: Style, report: VerdictReport): string {
  const seconds = (Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1000;
  const evaluations = `${report.evaluations} ${report.evaluations === 1 ? 'evaluation' : 'evaluations'}`;
  const whole = report.mode === 'before' ? 'checked once' : `${evaluations} in ${spokenDuration(seconds)}`;
  const watched = report.evaluations === 0 ? 'nothing evaluated' : whole;
  const facts = [
    watched,
    ...(report.model === null ? [] : [`model ${report.model}`]),
    ...(report.fingerprint === null ? [] : [`fingerprint ${report.fingerprint}`]),
    ...(report.deployment === null ? [] : [`deployment ${plain(report.deployment)}`]),
  ];
  return facts.join(` ${style.marks.dot} `);
}
