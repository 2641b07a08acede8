import type { AnswerOf } from '@release-risk/contract/gatewayApi';
import type { Rollback } from '@release-risk/contract/rollback';
import { formatScore } from '@release-risk/model/format';
import { markdownTable, markdownText } from '@release-risk/model/markdownText';
import { plain, shortened } from '@release-risk/model/plainText';
import { spokenMoment } from '../arguments/moment.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { stateBadge, stateWords, versionsText } from './stateWords.ts';

type RollbackList = AnswerOf<'listRollbacks'>;

const LONGEST_CAUSE = 80;

function verdictText({ verdict, score }: Rollback): string {
  return [...(verdict === null ? [] : [verdict]), ...(score === null ? [] : [formatScore(score)])].join(' ');
}

/** Rollbacks as a table for people. Ends in a line break. */
export function listText(style: Style, { rollbacks, next }: RollbackList): string {
  if (rollbacks.length === 0) return 'No rollbacks.\n';
  const rows = rollbacks.map((one) => [
    stateBadge(style, one),
    plain(one.service),
    versionsText(one),
    verdictText(one),
    spokenMoment(Date.parse(one.createdAt)),
    plain(one.id),
    shortened(plain(one.sentence ?? ''), LONGEST_CAUSE),
  ]);
  const titles = ['state', 'service', 'versions', 'verdict', 'since', 'id', 'cause'];
  const lines = table(
    titles.map((title) => ({ title })),
    rows,
    style.dim,
  );
  const more = next === null ? [] : [style.dim(`more with --before ${plain(next)}`)];
  return `${[...lines, ...more].join('\n')}\n`;
}

/** The same as markdown. Ends in a line break. */
export function listMarkdown({ rollbacks, next }: RollbackList): string {
  if (rollbacks.length === 0) return 'No rollbacks.\n';
  const rows = rollbacks.map((one) =>
    [
      stateWords(one),
      one.service,
      versionsText(one),
      verdictText(one),
      spokenMoment(Date.parse(one.createdAt)),
      one.id,
      one.sentence ?? '',
    ].map(markdownText),
  );
  const lines = markdownTable(['State', 'Service', 'Versions', 'Verdict', 'Since', 'Id', 'Cause'], new Set(), rows);
  return `${[...lines, ...(next === null ? [] : ['', `More with \`--before\` ${markdownText(next)}`])].join('\n')}\n`;
}
