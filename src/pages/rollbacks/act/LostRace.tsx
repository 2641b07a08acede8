import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import React from 'react';
import type { Clock } from '../../../risk/view/clock.ts';
import { LongText } from '../../../risk/view/LongText.tsx';
import { Notice } from '../../../risk/view/Notice.tsx';
import { spokenAgo } from '../../../risk/view/spokenTime.ts';
import { secondsOf } from '../../../risk/view/standing.ts';

/** A decision that came too late. */
export interface Lost {
  /** In the gateway's words. */
  readonly reason: string;
  readonly hint: string;
  /** What was on the page when it was made. */
  readonly seen: RollbackDetail;
}

interface Props {
  readonly lost: Lost;
  /** As it is now. */
  readonly rollback: RollbackDetail;
  readonly clock: Clock;
  readonly close: () => void;
}

const SHOWN = 3;
const TEXT_FITS = 200;

/** Somebody was faster: nothing was done, and this is what happened meanwhile. */
export function LostRace({ lost, rollback, clock, close }: Props): React.JSX.Element {
  const known = lost.seen.timeline.length;
  const since = rollback.timeline.slice(known);
  const meanwhile = [...since.filter(({ by }) => by.kind === 'person'), ...since].slice(0, SHOWN);
  return (
    <div role="status">
      <Notice
        tone="warning"
        icon="exclamation-triangle"
        title={t('app.rollback.lost', 'Nothing was done: somebody was faster')}
        action={
          <Button size="sm" variant="secondary" onClick={close}>
            {t('app.rollback.lostSeen', 'I see')}
          </Button>
        }
      >
        <div>
          <LongText text={lost.reason} lines={2} after={TEXT_FITS} />{' '}
          <LongText text={lost.hint} lines={2} after={TEXT_FITS} />
        </div>
        {meanwhile.length > 0 && (
          <ul className={list}>
            {[...new Set(meanwhile)].map(({ at, by, text }) => (
              <li key={`${at} ${text}`}>
                <bdi>{by.name}</bdi>, {spokenAgo(clock.now - secondsOf(at))}:{' '}
                <LongText text={text} lines={2} after={TEXT_FITS} />
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}

const list = css({ margin: 0, paddingLeft: 20 });
