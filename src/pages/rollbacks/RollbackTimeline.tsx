import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { TimelineEntry } from '@release-risk/contract/rollback';
import React, { useState } from 'react';
import type { Clock } from '../../risk/view/clock.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenTick } from '../../risk/view/spokenTime.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { SectionTitle } from '../service/SectionTitle.tsx';

interface Props {
  readonly entries: readonly TimelineEntry[];
  readonly clock: Clock;
}

const SHOWN = 30;
const TEXT_FITS = 240;

/** The story as it was committed, newest first; what is added while somebody looks is read out. */
export function RollbackTimeline({ entries, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [showsAll, setShowsAll] = useState(false);
  const newestFirst = entries.map((entry, at) => ({ entry, at })).reverse();
  const shown = showsAll ? newestFirst : newestFirst.slice(0, SHOWN);
  return (
    <section>
      <SectionTitle
        title={t('app.rollback.timeline', 'Timeline')}
        note={t('app.rollback.newestFirst', 'newest first')}
      />
      <ol className={styles.list} reversed aria-live="polite" aria-relevant="additions">
        {shown.map(({ entry, at }) => (
          <li key={at} className={styles.entry}>
            <time dateTime={entry.at} className={styles.time}>
              {spokenTick(secondsOf(entry.at), clock.now, clock.timeZone)}
            </time>
            <Icon
              name={entry.by.kind === 'person' ? 'user' : 'cog'}
              size="sm"
              className={styles.icon}
              title={
                entry.by.kind === 'person'
                  ? t('app.rollback.byPerson', 'a person')
                  : t('app.rollback.bySystem', 'by itself')
              }
            />
            <div className={styles.text}>
              <LongText text={entry.text} lines={3} after={TEXT_FITS} />{' '}
              <bdi className={styles.by}>{entry.by.name}</bdi>
            </div>
          </li>
        ))}
      </ol>
      {newestFirst.length > shown.length && (
        <Button
          size="sm"
          variant="secondary"
          fill="outline"
          onClick={() => {
            setShowsAll(true);
          }}
        >
          {t('app.rollback.allEntries', 'Show all {{n}}', { n: newestFirst.length })}
        </Button>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, padding: 0, listStyle: 'none' }),
  entry: css({
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  time: css({
    flex: 'none',
    maxWidth: '38%',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  icon: css({ flex: 'none', alignSelf: 'flex-start', marginTop: 4, color: theme.colors.text.secondary }),
  text: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  by: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
