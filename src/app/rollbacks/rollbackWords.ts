import { t } from '@grafana/i18n';
import {
  isPaused,
  type Rollback,
  type RollbackState,
  type StepKind,
  type StepState,
} from '@release-risk/contract/rollback';
import { standOf } from './rollbackStand.ts';

const STATE_WORDS: Readonly<Record<RollbackState, () => string>> = {
  received: () => t('app.rollbacks.state.received', 'Received'),
  enriched: () => t('app.rollbacks.state.enriched', 'Being judged'),
  deferred: () => t('app.rollbacks.state.deferred', 'Waits'),
  awaiting_approval: () => t('app.rollbacks.state.awaitingApproval', 'Waits for approval'),
  approved: () => t('app.rollbacks.state.approved', 'Approved'),
  intent_persisted: () => t('app.rollbacks.state.intentPersisted', 'About to be sent'),
  triggering: () => t('app.rollbacks.state.triggering', 'Being sent'),
  triggered: () => t('app.rollbacks.state.triggered', 'Rolling back'),
  verifying: () => t('app.rollbacks.state.verifying', 'Being verified'),
  succeeded: () => t('app.rollbacks.state.succeeded', 'Rolled back'),
  suppressed: () => t('app.rollbacks.state.suppressed', 'Nothing done'),
  rejected: () => t('app.rollbacks.state.rejected', 'Rejected'),
  expired: () => t('app.rollbacks.state.expired', 'Expired'),
  unknown: () => t('app.rollbacks.state.unknown', 'Outcome unknown'),
  failed: () => t('app.rollbacks.state.failed', 'Failed'),
  dead_letter: () => t('app.rollbacks.state.deadLetter', 'Could not be worked on'),
};

/** A state in a few words. */
export function stateWord(state: RollbackState): string {
  return STATE_WORDS[state]();
}

/** How far a rollback is, in a few words. */
export function standWord(rollback: Pick<Rollback, 'state' | 'reasons'>): string {
  return isPaused(rollback) ? t('app.rollbacks.state.paused', 'Waits before its next call') : stateWord(rollback.state);
}

const STATE_MEANINGS: Readonly<Record<RollbackState, () => string>> = {
  received: () =>
    t('app.rollbacks.meaning.received', 'The alert is written down. The gateway looks up the release next.'),
  enriched: () => t('app.rollbacks.meaning.enriched', 'The gateway asks for a fresh score and looks at its guards.'),
  deferred: () => t('app.rollbacks.meaning.deferred', 'It is judged again when what stops it has ended.'),
  awaiting_approval: () => t('app.rollbacks.meaning.awaitingApproval', 'Nothing is sent until somebody approves it.'),
  approved: () => t('app.rollbacks.meaning.approved', 'The gateway writes down the exact targets next.'),
  intent_persisted: () =>
    t('app.rollbacks.meaning.intentPersisted', 'The exact targets are written down; the pipeline is called next.'),
  triggering: () => t('app.rollbacks.meaning.triggering', 'The pipeline is being called.'),
  triggered: () => t('app.rollbacks.meaning.triggered', 'The pipeline took it and is at work.'),
  verifying: () => t('app.rollbacks.meaning.verifying', 'Is the target really live, and has the score recovered?'),
  succeeded: () => t('app.rollbacks.meaning.succeeded', 'The target is live.'),
  suppressed: () => t('app.rollbacks.meaning.suppressed', 'There was nothing to be done, or nothing that was allowed.'),
  rejected: () => t('app.rollbacks.meaning.rejected', 'Somebody decided against it. The release stays.'),
  expired: () => t('app.rollbacks.meaning.expired', 'Nobody decided in time. The release stays.'),
  unknown: () =>
    t(
      'app.rollbacks.meaning.unknown',
      'It was sent, and nobody knows whether it happened. Look at the pipeline before anything is sent again.',
    ),
  failed: () => t('app.rollbacks.meaning.failed', 'The target is not live. Nothing more is tried by itself.'),
  dead_letter: () =>
    t('app.rollbacks.meaning.deadLetter', 'The gateway could not work on it at all. Nothing was sent.'),
};

/** What that means, and what happens next. */
export function standMeaning(rollback: Pick<Rollback, 'state' | 'reasons'>): string {
  if (!isPaused(rollback)) return STATE_MEANINGS[rollback.state]();
  return t(
    'app.rollbacks.meaning.paused',
    'A part of it is done. The rest follows when what stops it has ended; what was called already goes on.',
  );
}

/** Who has to do something now; undefined: nobody. */
export function whoActs(rollback: Pick<Rollback, 'state' | 'reasons' | 'acknowledgedBy'>): string | undefined {
  const { state, acknowledgedBy } = rollback;
  switch (standOf(rollback)) {
    case 'looking':
    case 'waiting':
      return t('app.rollbacks.acts.gateway', 'the gateway');
    case 'asking':
      return t('app.rollbacks.acts.approver', 'somebody who may approve');
    case 'working':
      return t('app.rollbacks.acts.pipeline', 'the pipeline');
    case 'unknown':
    case 'failed':
      return acknowledgedBy?.name ?? t('app.rollbacks.acts.somebody', 'a person');
    case 'done':
    case 'stopped':
      // A release that nobody decided about is still there, and still bad.
      return state === 'expired' ? (acknowledgedBy?.name ?? t('app.rollbacks.acts.somebody', 'a person')) : undefined;
  }
}

/** What a step brings back. */
export function kindWord(kind: StepKind): string {
  switch (kind) {
    case 'config':
      return t('app.rollbacks.step.config', 'Configuration');
    case 'code':
      return t('app.rollbacks.step.code', 'Code');
    case 'instances':
      return t('app.rollbacks.step.instances', 'No bad instance runs');
    case 'database':
      return t('app.rollbacks.step.database', 'Database');
    case 'data':
      return t('app.rollbacks.step.data', 'Data');
    case 'recovery':
      return t('app.rollbacks.step.recovery', 'The score recovers');
  }
}

export function stepWord(state: StepState): string {
  switch (state) {
    case 'pending':
      return t('app.rollbacks.step.pending', 'Not begun');
    case 'triggering':
      return t('app.rollbacks.step.triggering', 'Being sent');
    case 'triggered':
      return t('app.rollbacks.step.triggered', 'At work');
    case 'verifying':
      return t('app.rollbacks.step.verifying', 'Being verified');
    case 'succeeded':
      return t('app.rollbacks.step.succeeded', 'Done');
    case 'failed':
      return t('app.rollbacks.step.failed', 'Failed');
    case 'unknown':
      return t('app.rollbacks.step.unknown', 'Outcome unknown');
  }
}

/** What rolling back means for the database. */
export function migrationsWord(migrations: Rollback['deployment']['migrations']): string {
  switch (migrations) {
    case 'none':
      return t('app.rollbacks.migrations.none', 'none');
    case 'additive':
      return t('app.rollbacks.migrations.additive', 'only additions: the older code runs with them');
    case 'reversible':
      return t('app.rollbacks.migrations.reversible', 'reversible: they are taken back in a transaction');
    case 'destructive':
      return t('app.rollbacks.migrations.destructive', 'destructive: the older code may not run with what is left');
    case 'unknown':
      return t('app.rollbacks.migrations.unknown', 'not known: check them before you approve');
  }
}
