import type { Change } from '@release-risk/grafana/state/change';
import type { FieldChange } from '@release-risk/grafana/state/fieldDiff';
import { plain } from '@release-risk/model/plainText';
import type { Style } from '../terminal/style.ts';

const WORDS: Readonly<Record<Change['state'], string>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  unchanged: 'unchanged',
  editedByHand: 'edited by hand',
  foreign: "someone else's",
};
const SHOWN_FIELDS = 8;
const SHOWN_VALUE = 70;

/** Every object with what would become of it; below it, field by field, what is there and what there would be. */
export function previewText(style: Style, changes: readonly Change[], values: boolean): string {
  const paints: Readonly<Record<Change['state'], (text: string) => string>> = {
    create: style.green,
    update: style.yellow,
    delete: style.red,
    unchanged: style.dim,
    editedByHand: style.red,
    foreign: style.cyan,
  };
  const width = Math.max(...Object.values(WORDS).map(({ length }) => length));
  const lines = changes.flatMap((change) => {
    const note = change.note === undefined ? '' : style.dim(`  (${plain(change.note)})`);
    const head = `${paints[change.state](WORDS[change.state].padEnd(width))}  ${change.kind} ${plain(JSON.stringify(change.name))}${note}`;
    return [head, ...(values ? fieldLines(style, change.fields, ' '.repeat(width + 4)) : [])];
  });
  return `${lines.join('\n')}\n`;
}

function fieldLines(style: Style, fields: readonly FieldChange[], indent: string): readonly string[] {
  const lines = fields
    .slice(0, SHOWN_FIELDS)
    .map(
      ({ path, before, after }) =>
        `${indent}${plain(path)}: ${style.red(valueText(before))} -> ${style.green(valueText(after))}`,
    );
  const more = fields.length - SHOWN_FIELDS;
  return more > 0 ? [...lines, `${indent}and ${String(more)} more`] : lines;
}

function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = plain(text.replace(/\s+/g, ' '));
  return line.length > SHOWN_VALUE ? `${line.slice(0, SHOWN_VALUE)}...` : line;
}

/** Numbers of each: `2 to create, 1 edited by hand, 4 unchanged`. */
export function countsText(changes: readonly Change[]): string {
  const counts = new Map<string, number>();
  for (const { state } of changes) counts.set(WORDS[state], (counts.get(WORDS[state]) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${String(count)} ${word}`).join(', ');
}
