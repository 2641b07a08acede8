import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { formatScore, formatShare } from '@release-risk/model/format';
import type { RiskModel } from '@release-risk/model/model';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { plain } from '@release-risk/model/plainText';
import { scale } from '../terminal/scale.ts';
import { type Style, verdictPaint } from '../terminal/style.ts';
import { wrapped } from '../terminal/width.ts';
import { signalTable } from './signalTable.ts';

/** `■ HIGH`, `◌ INCONCLUSIVE`: shape, word and colour. */
export function verdictBadge(style: Style, { verdict }: Pick<ServiceVerdict, 'verdict'>): string {
  const word = verdict ?? 'Inconclusive';
  const shown = word === 'NotEvaluated' ? 'NOT EVALUATED' : word.toUpperCase();
  return verdictPaint(style, word)(style.bold(`${style.marks.verdict[word]} ${shown}`));
}

/** `2.14.0, 4 min old`; empty where no version is known. */
export function versionText({ version, versionAge }: Pick<ServiceVerdict, 'version' | 'versionAge'>): string {
  if (version === null) return '';
  return plain(version) + (versionAge === null ? '' : `, ${spokenDuration(versionAge)} old`);
}

/** Everything about one service: what it is, where it stands, why, and each signal. */
export function serviceText(style: Style, model: RiskModel, service: ServiceVerdict): readonly string[] {
  const version = versionText(service);
  const head = [verdictBadge(style, service), style.bold(plain(service.service)), ...(version === '' ? [] : [version])];
  const sentence =
    service.sentence === '' ? [] : wrapped(plain(service.sentence), style.width - 2).map((line) => `  ${line}`);
  if (service.verdict === 'NotEvaluated') return [head.join('  '), ...sentence];
  const present = service.signals.filter(({ missing }) => missing === null).length;
  const coverage =
    present === service.signals.length
      ? `all ${present} signals read`
      : `${present} of ${service.signals.length} signals read, ${formatShare(service.coverage ?? 0)} of the weight`;
  // A score of nothing is no 0.
  const known = service.coverage === 0 ? null : service.score;
  const score = known === null ? style.marks.none : formatScore(known);
  return [
    head.join('  '),
    ...sentence,
    '',
    `  score ${style.bold(score)}  ${scale(style, known, model.bands)}  ${style.dim(coverage)}`,
    '',
    ...signalTable(style, model, service, style.width - 2).map((line) => `  ${line}`),
  ];
}
