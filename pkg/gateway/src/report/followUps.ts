import { hasEnded, type RollbackDetail } from '@release-risk/contract/rollback';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { releaseName } from '../notify/message.ts';

/** Deciding for longer than this is what made an incident long, most often. Seconds. */
const LONG_DECISION = 600;

/** What is left to do, plain sentences: derived from how it ended, the most urgent first. Pure. */
export function followUps(detail: RollbackDetail): readonly string[] {
  return [...openEnds(detail), ...afterwards(detail), ...lessons(detail)];
}

/** Whether the target became live: what came later may have failed all the same. */
export function wasRolledBack({ state, durations }: RollbackDetail): boolean {
  return state === 'succeeded' || durations.rollBack !== null;
}

function openEnds(detail: RollbackDetail): readonly string[] {
  const { state, steps, reasons } = detail;
  const name = releaseName(detail);
  const unclear = steps
    .filter((step) => step.state === 'unknown')
    .map(
      ({ kind, adapter, correlationId }) =>
        `Find out whether the step ${kind} was carried out: look for ${correlationId ?? 'its call'} in ${adapter}, then start another attempt or write down that it was done.`,
    );
  const failed = steps
    .filter((step) => step.state === 'failed')
    .map(({ kind, adapter }) => `Put right what made the step ${kind} by ${adapter} fail, then start another attempt.`);
  const stillLive = `${name} is still live: decide whether it is repaired forward or rolled back by another attempt.`;
  return [
    ...unclear,
    ...failed,
    ...(state === 'unknown' && unclear.length === 0 ? [`Find out which version of ${detail.service} is live.`] : []),
    ...(state === 'dead_letter' ? [`The alert could not be worked on: look at ${name} by hand.`] : []),
    ...((state === 'expired' || state === 'rejected') && detail.verdict === 'High' ? [stillLive] : []),
    ...(reasons.some(({ code }) => code === 'not_recovered') || notRecovered(detail)
      ? ['The score has not recovered: what was brought back is not the cause, or not all of it.']
      : []),
  ];
}

function notRecovered(detail: RollbackDetail): boolean {
  return wasRolledBack(detail) && hasEnded(detail.state) && detail.durations.recover === null;
}

function afterwards(detail: RollbackDetail): readonly string[] {
  const { deployment, steps } = detail;
  if (!wasRolledBack(detail)) return [];
  const name = releaseName(detail);
  const commit = deployment.commit === null ? '' : ` (commit ${deployment.commit})`;
  const databaseDone = steps.some(({ kind, state }) => kind === 'database' && state === 'succeeded');
  return [
    `Find and mend the cause in ${name}${commit}. The gateway never brings this version back; release the mended one under a version of its own.`,
    ...(saysAutoSync(detail)
      ? [
          'Let Git name the good version, and only then turn automatic synchronization on again: it would deploy the bad version.',
        ]
      : []),
    ...(deployment.migrations !== 'none' && !databaseDone
      ? [
          `Check that the version before works with the migrations of ${name} (${deployment.migrations}): they stay applied.`,
        ]
      : []),
    ...(steps.some(({ kind, state }) => kind === 'data' && state === 'succeeded')
      ? []
      : [`Look through what was written while ${name} was live, and correct it where it is wrong.`]),
  ];
}

function saysAutoSync({ steps, timeline }: RollbackDetail): boolean {
  const texts = [...steps.map(({ problem }) => problem ?? ''), ...timeline.map(({ text }) => text)];
  return texts.some((text) => /auto(matic|mated)?[- ]?sync/i.test(text));
}

function lessons({ links, durations, model }: RollbackDetail): readonly string[] {
  const { decide, rollBack } = durations;
  return [
    ...(decide !== null && decide > LONG_DECISION && decide > (rollBack ?? 0)
      ? [
          `Deciding took ${spokenDuration(decide)}, longer than rolling back: consider the mode act for ${model}, or shorter steps of escalation.`,
        ]
      : []),
    ...(links.runbook === null ? [`Write a runbook for ${model} and name it in the model.`] : []),
  ];
}
