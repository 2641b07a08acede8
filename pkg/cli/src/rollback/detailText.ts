import type { Actor, Rollback, RollbackDetail, Step, TimelineEntry } from '@release-risk/contract/rollback';
import { leftOutText, timelineParts } from '@release-risk/contract/timelineParts';
import { formatScore } from '@release-risk/model/format';
import { plain } from '@release-risk/model/plainText';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { clockTime, spokenMoment } from '../arguments/moment.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { wrapped } from '../terminal/width.ts';
import { stateBadge, versionsText } from './stateWords.ts';

/** One rollback for people: where it stands, why, what was done. Ends in a line break. */
export function detailText(style: Style, rollback: RollbackDetail): string {
  const blocks = [
    [...headLines(style, rollback), ...factLines(style, rollback)],
    reasonLines(style, rollback),
    stepLines(style, rollback.steps),
    decisionLines(style, rollback),
    titled(style, 'Story', storyLines(style, rollback)),
    titled(style, 'Links', linkLines(rollback)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** State, service, versions, and the cause in one sentence. */
export function headLines(style: Style, rollback: Rollback): readonly string[] {
  const { service, sentence } = rollback;
  const head = [stateBadge(style, rollback), style.bold(plain(service)), versionsText(rollback)].join('  ');
  return [head, ...(sentence === null ? [] : indented(style, sentence))];
}

/** Its steps as a table, each with its explicit target. */
export function stepLines(style: Style, steps: readonly Step[]): readonly string[] {
  if (steps.length === 0) return [];
  const rows = steps.map(({ id, kind, adapter, target, state, calls, problem, url }) => [
    plain(id),
    kind,
    plain(adapter),
    plain(target ?? style.marks.none),
    state,
    String(calls),
    plain(problem ?? url ?? ''),
  ]);
  const titles = ['step', 'kind', 'by', 'target', 'state', 'calls', ''];
  const columns = titles.map((title) => ({ title, align: title === 'calls' ? ('right' as const) : ('left' as const) }));
  return table(columns, rows, style.dim).map((line) => `  ${line}`);
}

function factLines(style: Style, rollback: Rollback): readonly string[] {
  const { deployment, verdict, score, alert, durations } = rollback;
  const spans = Object.entries({
    'to detect': durations.detect,
    'to decide': durations.decide,
    'to roll back': durations.rollBack,
    'to recover': durations.recover,
  }).flatMap(([words, seconds]) => (seconds === null ? [] : [`${spokenDuration(seconds)} ${words}`]));
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ['id', `${rollback.id}, attempt ${rollback.attempt}, revision ${rollback.revision}`],
    ['mode', rollback.mode],
    ['verdict', verdict === null ? null : `${verdict}${score === null ? '' : `, score ${formatScore(score)}`}`],
    ['alert', `${alert.firing ? 'firing' : 'resolved'} from ${alert.source}, began ${moment(alert.startedAt)}`],
    ['release', releaseText(deployment)],
    ['migrations', deployment.migrations],
    ['approved by', personText(rollback.approvedBy)],
    ['taken care of by', personText(rollback.acknowledgedBy)],
    ['took', spans.length === 0 ? null : spans.join(', ')],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [`  ${style.dim(name)} ${plain(value)}`]));
}

function releaseText({ id, commit, author, startedAt, kind }: Rollback['deployment']): string | null {
  const parts = [
    ...(id === null ? [] : [id]),
    ...(kind === 'rollback' ? ['itself a rollback'] : []),
    ...(commit === null ? [] : [`commit ${commit}`]),
    ...(author === null ? [] : [`by ${author}`]),
    ...(startedAt === null ? [] : [moment(startedAt)]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

function reasonLines(style: Style, { reasons, until }: Rollback): readonly string[] {
  const lines = reasons.map(({ code, text }) => `  ${style.marks.dot} ${plain(text)} ${style.dim(code)}`);
  return until === null ? lines : [...lines, `  ${style.dim(`until ${moment(until)}`)}`];
}

function decisionLines(style: Style, { id, decision }: Rollback): readonly string[] {
  if (decision === null) return [];
  const { revision } = decision;
  return [
    style.bold('Somebody has to decide'),
    `  release-risk rollback approve ${plain(id)} --revision ${revision} --reason "..."`,
    `  release-risk rollback reject ${plain(id)} --revision ${revision} --reason "..."`,
  ];
}

function storyLines(style: Style, rollback: RollbackDetail): readonly string[] {
  const { timeline, notes } = rollback;
  const { before, leftOut, after } = timelineParts(rollback);
  // Notes may stand in the timeline, too.
  const noted = notes
    .filter(({ at, text }) => !timeline.some((entry) => entry.at === at && entry.text === text))
    .map((note) => ({ ...note, kind: 'note' }));
  return [
    ...before.map((entry) => storyLine(style, entry)),
    ...(leftOut === 0 ? [] : [style.dim(`  (${leftOutText(leftOut)})`)]),
    ...[...after, ...noted].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map((entry) => storyLine(style, entry)),
  ];
}

function storyLine(style: Style, { at, kind, by, text }: TimelineEntry): string {
  const who = by.kind === 'person' ? style.dim(` (${plain(by.name)})`) : '';
  return `  ${style.dim(clockTime(Date.parse(at)))}  ${plain(`${kind}: ${text}`)}${who}`;
}

function linkLines({ links }: Rollback): readonly string[] {
  return Object.entries(links).flatMap(([name, url]) => (url === null ? [] : [`  ${name} ${plain(url)}`]));
}

function titled(style: Style, title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [style.bold(title), ...lines];
}

function indented(style: Style, text: string): readonly string[] {
  return wrapped(plain(text), style.width - 2).map((line) => `  ${line}`);
}

function personText(actor: Actor | null): string | null {
  return actor === null ? null : `${actor.name} (${actor.id})`;
}

function moment(text: string): string {
  return spokenMoment(Date.parse(text));
}
