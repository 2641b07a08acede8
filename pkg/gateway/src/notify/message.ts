import { hasEnded, isPaused, isUnderWay, type Rollback, type RollbackState } from '@release-risk/contract/rollback';
import { formatScore } from '@release-risk/model/format';
import { oneLine } from '@release-risk/model/oneLine';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { minuteOf } from './clockTime.ts';
import type { Notice, NoticeKind } from './notifier.ts';
import type { SlackAction } from './slackAction.ts';
import { webAddress } from './webAddress.ts';

export interface Fact {
  readonly name: string;
  readonly text: string;
}

export interface Link {
  readonly title: string;
  /** http(s) and nothing else. */
  readonly url: string;
}

/**
 * What people are told, in plain text: one line per text, without control characters, at most 300 characters, the
 * sentence at most 1,000. Every channel escapes it for its own format.
 */
export interface Message {
  readonly title: string;
  /** The cause; undefined where nobody evaluated it. */
  readonly sentence: string | undefined;
  /** Why it waits, asks, or ended as it did. */
  readonly reasons: readonly string[];
  readonly facts: readonly Fact[];
  /** What is wrong, with numbers; the worst first, at most eight. */
  readonly signals: readonly Fact[];
  readonly links: readonly Link[];
  readonly actions: readonly SlackAction['action'][];
  /** `bad`: somebody has to do something. */
  readonly tone: 'bad' | 'busy' | 'good' | 'calm';
}

const LONGEST_TEXT = 300;
const LONGEST_SENTENCE = 1000;
const MOST_SIGNALS = 8;
const MOST_REASONS = 5;

const line = (text: string) => oneLine(text, LONGEST_TEXT);

/** The words of a rollback as it stands now. Pure. */
export function messageOf({ rollback, kind, page }: Pick<Notice, 'rollback' | 'kind' | 'page'>): Message {
  return {
    title: line(titleOf(rollback, kind)),
    sentence: rollback.sentence === null ? undefined : oneLine(rollback.sentence, LONGEST_SENTENCE),
    reasons: rollback.reasons.slice(0, MOST_REASONS).map(({ text }) => line(text)),
    facts: factsOf(rollback),
    signals: signalsOf(rollback),
    links: linksOf(rollback, page),
    actions: actionsOf(rollback),
    tone: TONES[rollback.state],
  };
}

/** What people outside the team are told: what happens to the service, and no internals of it. */
export function stakeholderMessage({ rollback }: Pick<Notice, 'rollback'>): Message {
  const service = line(rollback.service);
  const { title, sentence, tone } = FOR_STAKEHOLDERS[stageOf(rollback)](service);
  return { title: line(title), sentence, reasons: [], facts: [], signals: [], links: [], actions: [], tone };
}

/** `lead-bot 1.42.0`, or without the version where nobody knows it. */
export function releaseName({ service, deployment }: Pick<Rollback, 'service' | 'deployment'>): string {
  return deployment.version === null ? service : `${service} ${deployment.version}`;
}

/** Somebody has to do something before it goes on, or has to look at how it ended. */
export function needsSomebody(state: RollbackState): boolean {
  return TONES[state] === 'bad';
}

const TONES: Readonly<Record<RollbackState, Message['tone']>> = {
  received: 'busy',
  enriched: 'busy',
  deferred: 'calm',
  awaiting_approval: 'bad',
  approved: 'busy',
  intent_persisted: 'busy',
  triggering: 'busy',
  triggered: 'busy',
  verifying: 'busy',
  succeeded: 'good',
  suppressed: 'calm',
  rejected: 'calm',
  expired: 'bad',
  unknown: 'bad',
  failed: 'bad',
  dead_letter: 'bad',
};

type Titled = (name: string, to: string) => string;

const rollingBack: Titled = (name, to) => `Rolling back ${name}${to}`;

const TITLES: Readonly<Record<RollbackState, Titled>> = {
  received: (name) => `An alert about ${name} is being looked into`,
  enriched: (name) => `An alert about ${name} is being looked into`,
  deferred: (name) => `The rollback of ${name} waits`,
  awaiting_approval: (name, to) => `Roll back ${name}${to}?`,
  approved: rollingBack,
  intent_persisted: rollingBack,
  triggering: rollingBack,
  triggered: rollingBack,
  verifying: (name, to) => `Rolling back ${name}${to}: checking that it is live`,
  succeeded: (name, to) => `Rolled back ${name}${to}`,
  suppressed: (name) => `No rollback of ${name}`,
  rejected: (name) => `The rollback of ${name} was rejected`,
  expired: (name) => `Nobody decided on the rollback of ${name} in time`,
  unknown: (name) => `Nobody knows whether ${name} was rolled back: please look`,
  failed: (name) => `The rollback of ${name} failed`,
  dead_letter: (name) => `The alert about ${name} could not be worked on`,
};

function titleOf(rollback: Rollback, kind: NoticeKind): string {
  const to = rollback.target === null ? '' : ` to ${line(rollback.target)}`;
  const name = line(releaseName(rollback));
  const title = isPaused(rollback)
    ? `The rest of the rollback of ${name}${to} waits`
    : TITLES[rollback.state](name, to);
  return kind === 'escalate' ? `Nobody has taken care yet: ${title}` : title;
}

function factsOf(rollback: Rollback): readonly Fact[] {
  const { deployment, verdict, score, acknowledgedBy, approvedBy, until, state, attempt } = rollback;
  const given: readonly (readonly [string, string | null | undefined])[] = [
    ['Verdict', verdict === null ? null : `${verdict}${score === null ? '' : `, score ${formatScore(score)} of 2`}`],
    ['Version', versions(rollback)],
    ['Commit', deployment.commit],
    ['Author', deployment.author],
    ['Last deployment', deployedAt(rollback)],
    ['Migrations', deployment.migrations === 'none' ? null : deployment.migrations],
    [UNTIL[state] ?? 'Judged again', openUntil(state, until)],
    ['Taken care of by', acknowledgedBy?.name],
    ['Approved by', approvedBy?.name],
    ['Attempt', attempt > 1 ? String(attempt) : null],
    ['Step', stepNow(rollback)],
  ];
  return given.flatMap(([name, text]) =>
    text === null || text === undefined || text === '' ? [] : [{ name, text: line(text) }],
  );
}

/** What is to be by then; it is judged again where nothing else is said. */
const UNTIL: Readonly<Partial<Record<RollbackState, string>>> = {
  awaiting_approval: 'To be decided until',
  intent_persisted: 'Waits until',
};

function versions({ deployment, target }: Rollback): string | null {
  if (deployment.version === null) return target === null ? null : `unknown → ${target}`;
  return `${deployment.version} → ${target ?? 'nothing known to go back to'}`;
}

function deployedAt({ deployment, durations }: Rollback): string | null {
  if (deployment.startedAt === null) return null;
  const before = durations.detect === null ? '' : `, ${spokenDuration(durations.detect)} before the alert`;
  return `${minuteOf(deployment.startedAt)}${before}`;
}

function openUntil(state: RollbackState, until: string | null): string | null {
  return until === null || hasEnded(state) ? null : minuteOf(until);
}

function stepNow({ steps, state }: Rollback): string | null {
  if (state === 'succeeded') return null;
  const step =
    steps.find((one) => one.state === 'failed' || one.state === 'unknown') ??
    steps.find((one) => one.state !== 'succeeded' && one.state !== 'pending');
  if (step === undefined) return null;
  const problem = step.problem === null ? '' : `: ${step.problem}`;
  return `${step.kind} by ${step.adapter}, ${step.state}${problem}`;
}

function signalsOf({ signals }: Rollback): readonly Fact[] {
  return signals
    .filter(({ grade }) => grade === null || grade > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_SIGNALS)
    .map(({ title, text }) => ({ name: line(title), text: line(text) }));
}

function linksOf({ links, deployment }: Rollback, page: string | undefined): readonly Link[] {
  const given: readonly (readonly [string, string | null | undefined])[] = [
    ['Rollback', page],
    ['Panel', links.panel],
    ['Explore', links.explore],
    ['Pipeline', links.pipeline],
    ['Deployment', deployment.url],
    ['Runbook', links.runbook],
    ['Ticket', links.ticket],
    ['Report', links.report],
  ];
  return given.flatMap(([title, text]) => {
    const url = webAddress(text);
    return url === undefined ? [] : [{ title, url }];
  });
}

function actionsOf({ state, decision, acknowledgedBy }: Rollback): readonly SlackAction['action'][] {
  const decide: readonly SlackAction['action'][] = decision === null ? [] : ['approve', 'reject'];
  const hold: readonly SlackAction['action'][] = hasEnded(state) || isUnderWay(state) ? [] : ['hold'];
  const care: readonly SlackAction['action'][] =
    acknowledgedBy === null && (!hasEnded(state) || needsSomebody(state)) ? ['acknowledge'] : [];
  return [...decide, ...hold, ...care];
}

type Stage = 'looking' | 'rollingBack' | 'recovered' | 'live' | 'nothing' | 'open';

function stageOf({ state, durations }: Rollback): Stage {
  if (state === 'succeeded') return durations.recover === null ? 'live' : 'recovered';
  if (state === 'suppressed') return 'nothing';
  if (isUnderWay(state)) return 'rollingBack';
  return hasEnded(state) ? 'open' : 'looking';
}

const FOR_STAKEHOLDERS: Readonly<Record<Stage, (service: string) => Pick<Message, 'title' | 'sentence' | 'tone'>>> = {
  looking: (service) => ({
    title: `We are looking into ${service}`,
    sentence: 'The newest release shows worse figures than usual. We decide now whether to take it back.',
    tone: 'busy',
  }),
  rollingBack: (service) => ({
    title: `We are taking back the newest release of ${service}`,
    sentence: 'It showed worse figures than usual. The release before it is being restored.',
    tone: 'busy',
  }),
  live: (service) => ({
    title: `The release before is back on ${service}`,
    sentence: 'We keep watching until all figures are as usual. What was entered meanwhile stays.',
    tone: 'good',
  }),
  recovered: (service) => ({
    title: `${service} works as usual again`,
    sentence: 'The newest release was taken back and the figures are as usual. What was entered meanwhile stays.',
    tone: 'good',
  }),
  nothing: (service) => ({
    title: `${service} works as usual`,
    sentence: 'The newest release stays.',
    tone: 'calm',
  }),
  open: (service) => ({
    title: `The team works on ${service}`,
    sentence: 'The newest release shows worse figures than usual and was not taken back automatically.',
    tone: 'bad',
  }),
};
