import type { Hold } from '@release-risk/contract/hold';
import { labelsQuery } from '@release-risk/contract/labelsQuery';
import { markdownTable, markdownText } from '@release-risk/model/markdownText';
import { plain } from '@release-risk/model/plainText';
import { spokenMoment } from '../arguments/moment.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';

const TITLES = ['service', 'until', 'by', 'reason', 'source', 'id'];

/** Holds as a table for people. Ends in a line break. */
export function holdsText(style: Style, holds: readonly Hold[]): string {
  if (holds.length === 0) return 'Nothing is held.\n';
  const rows = holds.map((hold) => cells(hold).map(plain));
  const columns = TITLES.map((title) => ({ title }));
  return `${table(columns, rows, style.dim).join('\n')}\n`;
}

/** The same as markdown. Ends in a line break. */
export function holdsMarkdown(holds: readonly Hold[]): string {
  if (holds.length === 0) return 'Nothing is held.\n';
  const rows = holds.map((hold) => cells(hold).map(markdownText));
  return `${markdownTable(TITLES, new Set(), rows).join('\n')}\n`;
}

function cells({ id, labels, until, by, reason, source }: Hold): readonly string[] {
  return [heldName(labels), spokenMoment(Date.parse(until)), by.name, reason, source, id];
}

/** What a hold holds, as people name it. */
export function heldName(labels: Hold['labels']): string {
  return Object.keys(labels).length === 0 ? 'everything' : labelsQuery(labels);
}
