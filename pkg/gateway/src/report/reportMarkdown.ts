import {
  hasEnded,
  type Actor,
  type RollbackDetail,
  type Step,
  type TimelineEntry,
} from '@release-risk/contract/rollback';
import { leftOutText, timelineParts } from '@release-risk/contract/timelineParts';
import { formatScore } from '@release-risk/model/format';
import { markdownTable, markdownText } from '@release-risk/model/markdownText';
import { oneLine } from '@release-risk/model/oneLine';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { secondOf } from '../notify/clockTime.ts';
import { markdownLink } from '../notify/markdownMessage.ts';
import { messageOf } from '../notify/message.ts';
import { webAddress } from '../notify/webAddress.ts';
import { followUps } from './followUps.ts';
import { notBroughtBack } from './notBroughtBack.ts';

export interface ReportOptions {
  /** Address of the rollback's page for people. */
  readonly page: string | undefined;
}

const LONGEST_TEXT = 2000;
const NO_COLUMNS: ReadonlySet<number> = new Set();

/** A text from outside, one line of Markdown that shows it as it is. */
const shown = (text: string): string => markdownText(oneLine(text, LONGEST_TEXT));

/**
 * The post-incident report of a rollback as Markdown: the same rollback always gives the same text. Whatever texts it
 * holds become no link, image, HTML, mention or row. Pure.
 */
export function reportMarkdown(detail: RollbackDetail, options: ReportOptions): string {
  const sections: readonly (readonly string[])[] = [
    [`# ${shown(reportTitle(detail))}`],
    summary(detail),
    section('Durations', durations(detail)),
    section('Signals', signals(detail)),
    section('Decisions', decisions(detail)),
    section('Steps', steps(detail)),
    section('What was not brought back', list(notBroughtBack(detail))),
    section('Follow-ups', list(followUps(detail))),
    section('Timeline', timeline(detail)),
    section('Notes', notes(detail)),
    section('Links', links(detail, options)),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Plain text. */
export function reportTitle(detail: RollbackDetail): string {
  const { title } = messageOf({ rollback: detail, kind: 'state', page: undefined });
  return hasEnded(detail.state) ? title : `${title} (not ended)`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function list(texts: readonly string[]): readonly string[] {
  return texts.map((text) => `- ${shown(text)}`);
}

function table(
  titles: readonly string[],
  right: readonly number[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  return rows.length === 0 ? [] : markdownTable(titles, new Set(right), rows);
}

function summary(detail: RollbackDetail): readonly string[] {
  const { deployment, alert } = detail;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Service', detail.service],
    ['Release', versions(detail)],
    ['Commit', deployment.commit],
    ['Author', deployment.author],
    ['Deployed', deployment.startedAt === null ? null : secondOf(deployment.startedAt)],
    ['Alert', `${alert.rule ?? 'a rule'} by ${alert.source}, ${secondOf(alert.startedAt)}`],
    ['Verdict', verdict(detail)],
    ['Migrations', deployment.migrations],
    ['Mode', detail.mode],
    ['Attempt', detail.attempt > 1 ? String(detail.attempt) : null],
    ['Approved by', nameOf(detail.approvedBy)],
    ['Taken care of by', nameOf(detail.acknowledgedBy)],
    ['State', detail.state.replaceAll('_', ' ')],
    ['Ended', detail.endedAt === null ? null : secondOf(detail.endedAt)],
    ['Rollback', detail.id],
  ];
  return [
    ...(detail.sentence === null ? [] : [`**Cause:** ${shown(detail.sentence)}`, '']),
    ...(detail.reasons.length === 0 ? [] : [...list(detail.reasons.map(({ text }) => text)), '']),
    ...markdownTable(
      ['What', 'How it was'],
      NO_COLUMNS,
      facts.flatMap(([name, text]) => (text === null || text === '' ? [] : [[name, shown(text)]])),
    ),
  ];
}

function versions({ deployment, target }: RollbackDetail): string {
  return `${deployment.version ?? 'unknown'} → ${target ?? 'nothing'}`;
}

function verdict({ verdict: word, score, judgedAt }: RollbackDetail): string | null {
  if (word === null) return null;
  const number = score === null ? '' : `, score ${formatScore(score)} of 2`;
  return `${word}${number}${judgedAt === null ? '' : `, ${secondOf(judgedAt)}`}`;
}

function nameOf(actor: Actor | null): string | null {
  return actor === null ? null : `${actor.name} (${actor.id})`;
}

function durations({ durations: lasted }: RollbackDetail): readonly string[] {
  const { detect, decide, rollBack, recover } = lasted;
  const rows: readonly (readonly [string, string, number | null])[] = [
    ['To detect', 'deployment to alert', detect],
    ['To decide', 'alert to approval', decide],
    ['To roll back', 'approval to the target being live', rollBack],
    ['To recover', 'target live to a calm score', recover],
  ];
  const known = rows.every(([, , seconds]) => seconds !== null)
    ? rows.reduce((sum, [, , seconds]) => sum + (seconds ?? 0), 0)
    : null;
  return table(
    ['What', 'From .. to', 'How long'],
    [2],
    [...rows, ['In all', 'deployment to a calm score', known] as const].map(([name, span, seconds]) => [
      name,
      span,
      seconds === null ? '-' : spokenDuration(seconds),
    ]),
  );
}

function signals({ signals: judged }: RollbackDetail): readonly string[] {
  const worstFirst = [...judged].sort((a, b) => b.points - a.points);
  return table(
    ['Signal', 'Grade', 'Points', 'Numbers'],
    [2],
    worstFirst.map(({ title, grade, points, text }) => [
      shown(title),
      gradeWord(grade),
      formatScore(points),
      shown(text),
    ]),
  );
}

function gradeWord(grade: number | null): string {
  if (grade === null) return 'missing';
  if (grade >= 2) return 'red';
  return grade > 0 ? 'yellow' : 'green';
}

const DECISIONS = [
  'asked',
  'approved',
  'rejected',
  'acknowledged',
  'held',
  'hold',
  'hold_ended',
  'expired',
  'retried',
  'retry',
];

function decisions({ timeline: story }: RollbackDetail): readonly string[] {
  return story
    .filter(({ kind }) => DECISIONS.includes(kind))
    .map(
      ({ at, kind, by, text }) =>
        `- ${secondOf(at)}: **${shown(kind.replaceAll('_', ' '))}** by ${person(by)}: ${shown(text)}`,
    );
}

function person({ kind, name, id }: Actor): string {
  return kind === 'person' ? shown(`${name} (${id})`) : shown(name);
}

function steps({ steps: taken }: RollbackDetail): readonly string[] {
  return table(
    ['Step', 'By', 'Target', 'Outcome', 'Calls', 'Took', 'Pipeline'],
    [4, 5],
    taken.map((step) => [
      shown(step.kind),
      shown(step.adapter),
      shown(step.target ?? '-'),
      shown(step.problem === null ? step.state : `${step.state}: ${step.problem}`),
      String(step.calls),
      took(step),
      pipeline(step),
    ]),
  );
}

function took({ startedAt, endedAt }: Step): string {
  if (startedAt === null || endedAt === null) return '-';
  return spokenDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}

function pipeline({ url, externalId }: Step): string {
  const address = webAddress(url);
  if (address === undefined) return shown(externalId ?? '-');
  return markdownLink({ title: oneLine(externalId ?? 'open', 80), url: address });
}

function timeline(detail: RollbackDetail): readonly string[] {
  const { before, leftOut, after } = timelineParts(detail);
  const gap = leftOut === 0 ? [] : [['…', '', '', leftOutText(leftOut)]];
  return table(['When', 'What', 'By', 'In words'], [], [...storyRows(before), ...gap, ...storyRows(after)]);
}

function storyRows(story: readonly TimelineEntry[]): readonly (readonly string[])[] {
  return story
    .filter(({ kind }) => kind !== 'note')
    .map(({ at, kind, by, text }) => [secondOf(at), shown(kind.replaceAll('_', ' ')), shown(by.name), shown(text)]);
}

function notes({ notes: written }: RollbackDetail): readonly string[] {
  return written.map(({ at, by, text }) => `- ${secondOf(at)}, ${person(by)}: ${shown(text)}`);
}

function links(detail: RollbackDetail, { page }: ReportOptions): readonly string[] {
  return messageOf({ rollback: detail, kind: 'state', page }).links.map((link) => `- ${markdownLink(link)}`);
}
