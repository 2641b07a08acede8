import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, TextLink } from '@grafana/ui';
import type { RollbackProgress, RollbackState } from '@release-risk/contract/rollbackProgress';
import React from 'react';
import type { Clock } from './clock.ts';
import { httpAddress } from './httpAddress.ts';
import { LongText } from './LongText.tsx';
import { Notice } from './Notice.tsx';
import { spokenAgo } from './spokenTime.ts';
import { secondsOf } from './standing.ts';
import type { Tone } from './tones.ts';

const LOOKS: Readonly<Record<RollbackState, { readonly tone: Tone; readonly icon: IconName }>> = {
  asked: { tone: 'warning', icon: 'question-circle' },
  accepted: { tone: 'unknown', icon: 'history' },
  done: { tone: 'good', icon: 'check-circle' },
  failed: { tone: 'bad', icon: 'exclamation-triangle' },
};
const TEXT_FITS = 200;

interface Props {
  readonly rollback: RollbackProgress;
  /** Address of its own page. */
  readonly page: string;
  readonly clock: Clock;
}

/** How far a rollback is: asked, accepted, done or failed. */
export function RollbackNotice({ rollback, page, clock }: Props): React.JSX.Element {
  const { state, from, to, by, reason } = rollback;
  const href = httpAddress(rollback.url);
  const versions = [from, to].filter((one) => one !== undefined);
  return (
    <Notice
      {...LOOKS[state]}
      title={
        <>
          {stateWords(state)}
          {versions.length > 0 && ': '}
          {from !== undefined && <LongText text={from} lines={1} after={TEXT_FITS} />}
          {from !== undefined && to !== undefined && ' → '}
          {to !== undefined && <LongText text={to} lines={1} after={TEXT_FITS} />}
        </>
      }
      action={
        <>
          <LinkButton href={page} size="sm" variant="secondary">
            {state === 'asked' ? t('panel.rollback.decide', 'Decide') : t('panel.rollback.open', 'Open the rollback')}
          </LinkButton>
          {href !== undefined && !href.endsWith(page) && (
            <TextLink href={href} external inline={false} variant="bodySmall">
              {t('panel.rollback.follow', 'Follow it')}
            </TextLink>
          )}
        </>
      }
    >
      {spokenAgo(clock.now - secondsOf(rollback.updatedAt))}
      {by !== undefined && (
        <>
          {' · '}
          <LongText text={by} lines={1} after={TEXT_FITS} />
        </>
      )}
      {reason !== undefined && (
        <>
          {' · '}
          <LongText text={reason} lines={2} after={TEXT_FITS} />
        </>
      )}
    </Notice>
  );
}

function stateWords(state: RollbackState): string {
  switch (state) {
    case 'asked':
      return t('panel.rollback.asked', 'Rollback asked for, somebody has to decide');
    case 'accepted':
      return t('panel.rollback.accepted', 'Rollback under way');
    case 'done':
      return t('panel.rollback.done', 'Rolled back');
    case 'failed':
      return t('panel.rollback.failed', 'The rollback failed');
  }
}
