import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React, { useId } from 'react';
import type { Allowed } from '../act/actions.ts';
import type { Hold } from '../surroundings.ts';
import type { Clock } from './clock.ts';
import { DeedLine } from './DeedLine.tsx';
import { Why } from './Why.tsx';
import { LongText } from './LongText.tsx';
import { Notice } from './Notice.tsx';
import { spokenLength, spokenMoment } from './spokenTime.ts';
import { secondsOf } from './standing.ts';
import { useDeed } from './useDeed.ts';

interface Props {
  readonly hold: Hold;
  readonly end: Allowed<(id: string) => Promise<void>>;
  readonly clock: Clock;
}

const TEXT_FITS = 200;

/** Somebody keeps the pipeline from being called: until when, who and why, and the way to end it. */
export function HoldNotice({ hold, end, clock }: Props): React.JSX.Element {
  const [deed, run] = useDeed();
  const said = useId();
  const until = secondsOf(hold.until);
  return (
    <Notice
      tone="warning"
      icon="pause"
      title={t('panel.hold.until', 'No automatic rollback until {{moment}} ({{length}} left)', {
        moment: spokenMoment(until, clock.now, clock.timeZone),
        length: spokenLength(until - clock.now),
      })}
      action={
        <>
          <Button
            size="sm"
            variant="secondary"
            disabled={!end.ok}
            tooltip={end.ok ? undefined : end.why}
            aria-describedby={said}
            onClick={() => {
              if (end.ok && deed.kind !== 'running') void run(() => end.run(hold.id));
            }}
          >
            {t('panel.hold.end', 'End hold')}
          </Button>
          <span id={said}>
            {end.ok ? (
              <DeedLine deed={deed} running={t('panel.hold.ending', 'Ending…')} done={t('panel.hold.ended', 'Ended')} />
            ) : (
              <Why>{end.why}</Why>
            )}
          </span>
        </>
      }
    >
      <LongText text={hold.by} lines={1} after={TEXT_FITS} />
      {' · '}
      <LongText text={hold.reason} lines={2} after={TEXT_FITS} />
    </Notice>
  );
}
