import type { RollbackDetail, TimelineEntry } from '@release-risk/contract/rollback';
import { leftOutText, timelineParts } from '@release-risk/contract/timelineParts';
import { markdownTable, markdownText } from '@release-risk/model/markdownText';
import { spokenMoment } from '../arguments/moment.ts';
import { stateWords, versionsText } from './stateWords.ts';

/** One rollback as markdown, for the summary of a CI step or a ticket. Ends in a line break. */
export function detailMarkdown(rollback: RollbackDetail): string {
  const { id, service, sentence, reasons, steps } = rollback;
  const { before, leftOut, after } = timelineParts(rollback);
  const lines = [
    `## Rollback of ${markdownText(service)}: ${stateWords(rollback)}`,
    '',
    ...(sentence === null ? [] : [markdownText(sentence), '']),
    `${markdownText(versionsText(rollback))}, ${markdownText(id)}`,
    '',
    ...reasons.map(({ text }) => `- ${markdownText(text)}`),
    ...(reasons.length === 0 ? [] : ['']),
    ...(steps.length === 0 ? [] : [...stepsTable(rollback), '']),
    ...before.map(storyLine),
    ...(leftOut === 0 ? [] : [`- … ${leftOutText(leftOut)}`]),
    ...after.map(storyLine),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function storyLine({ at, kind, text }: TimelineEntry): string {
  return `- ${spokenMoment(Date.parse(at))} ${markdownText(`${kind}: ${text}`)}`;
}

function stepsTable({ steps }: RollbackDetail): readonly string[] {
  const rows = steps.map(({ id, kind, target, state, problem }) =>
    [id, kind, target ?? '', state, problem ?? ''].map(markdownText),
  );
  return markdownTable(['Step', 'Kind', 'Target', 'State', 'Problem'], new Set(), rows);
}
