import { t } from '@grafana/i18n';
import type { Acknowledgement } from '@release-risk/contract/acknowledgement';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import React from 'react';
import type { ServiceActions } from '../act/actions.ts';
import type { Hold, Story, Surroundings } from '../surroundings.ts';
import type { Clock } from './clock.ts';
import { HoldNotice } from './HoldNotice.tsx';
import { LongText } from './LongText.tsx';
import { Notice } from './Notice.tsx';
import { rollbackToTell, type ReleaseState } from './releaseState.ts';
import { RollbackNotice } from './RollbackNotice.tsx';
import { spokenAgo } from './spokenTime.ts';
import { heldNow, secondsOf } from './standing.ts';

interface Props {
  readonly surroundings: Surroundings;
  readonly release: ReleaseState;
  readonly actions: ServiceActions;
  /** Epoch seconds: the moment of the verdict. */
  readonly at: number;
  readonly clock: Clock;
}

const TEXT_FITS = 200;
const HOLDS_SHOWN = 3;

/** What has to be known about a release beside its verdict; the most urgent first. */
export function ReleaseNotices({ surroundings, release, actions, at, clock }: Props): React.JSX.Element {
  const story = surroundings.story.kind === 'ok' ? surroundings.story.value : undefined;
  const rollback = story && rollbackToTell(story, at);
  const held: readonly Hold[] = heldNow(surroundings.holds, clock.now).slice(0, HOLDS_SHOWN);
  return (
    <>
      {rollback && <RollbackNotice rollback={rollback} page={actions.rollback(rollback.id)} clock={clock} />}
      {release.notRunning && !tellsOf(rollback, release.notRunning) && (
        <NotRunningNotice released={release.notRunning} running={release.version ?? ''} clock={clock} />
      )}
      {held.map((hold) => (
        <HoldNotice key={hold.id} hold={hold} end={actions.endHold} clock={clock} />
      ))}
      {story && <Acknowledged story={story} version={release.version} clock={clock} />}
    </>
  );
}

/** A rollback that took a release away has said already that it does not run. */
function tellsOf(rollback: RollbackProgress | undefined, released: DeploymentRecord): boolean {
  return rollback?.state === 'done' && rollback.from === released.version;
}

interface NotRunningProps {
  readonly released: DeploymentRecord;
  readonly running: string;
  readonly clock: Clock;
}

function NotRunningNotice({ released, running, clock }: NotRunningProps): React.JSX.Element {
  return (
    <Notice
      tone="bad"
      icon="exclamation-triangle"
      title={t('panel.release.notRunning', 'Production is not running the version that was released')}
    >
      {t('panel.release.running', 'Running:')} <LongText text={running} lines={1} after={TEXT_FITS} />
      {' · '}
      {t('panel.release.released', 'Released:')} <LongText text={released.version} lines={1} after={TEXT_FITS} />,{' '}
      {spokenAgo(clock.now - secondsOf(released.startedAt))}
      {released.outcome === 'failed' && ` · ${t('panel.release.failed', 'the deployment failed')}`}
    </Notice>
  );
}

interface AcknowledgedProps {
  readonly story: Story;
  readonly version: string | undefined;
  readonly clock: Clock;
}

function Acknowledged({ story, version, clock }: AcknowledgedProps): React.JSX.Element | null {
  const { acknowledgement } = story;
  if (acknowledgement === undefined || !isAbout(acknowledgement, version)) return null;
  return (
    <Notice
      tone="quiet"
      icon="user"
      title={
        <>
          {t('panel.acknowledged.title', 'Seen and taken care of by')}{' '}
          <LongText text={acknowledgement.by} lines={1} after={TEXT_FITS} />
        </>
      }
    >
      {spokenAgo(clock.now - secondsOf(acknowledgement.at))}
      {acknowledgement.note !== undefined && acknowledgement.note !== '' && (
        <>
          {' · '}
          <LongText text={acknowledgement.note} lines={2} after={TEXT_FITS} />
        </>
      )}
    </Notice>
  );
}

/** An acknowledgement ends with the version it is about. */
function isAbout(acknowledgement: Acknowledgement, version: string | undefined): boolean {
  return acknowledgement.version === undefined || version === undefined || acknowledgement.version === version;
}
