import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import { timelineParts } from '@release-risk/contract/timelineParts';
import React, { useState } from 'react';
import type { Clock } from '../../risk/view/clock.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenTick } from '../../risk/view/spokenTime.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { SectionTitle } from '../service/SectionTitle.tsx';

interface Props {
  readonly rollback: Pick<RollbackDetail, 'timeline' | 'leftOut'>;
  readonly clock: Clock;
}

const SHOWN = 30;
const TEXT_FITS = 240;

/** The story as it was committed, newest first; what is added while somebody looks is read out. */
export function RollbackTimeline({ rollback, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [showsAll, setShowsAll] = useState(false);
  const { before, leftOut, after } = timelineParts(rollback);
  // Numbered as in the whole story, so that a line stays the same one when others come.
  const newestFirst = [
    ...before.map((entry, at) => ({ entry, at })),
    ...after.map((entry, at) => ({ entry, at: before.length + leftOut + at })),
  ].reverse();
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
              {leftOut > 0 && at === before.length + leftOut && (
                <div className={styles.by}>
                  {t('app.rollback.leftOut', '{{count}} lines before this are not shown', {
                    count: leftOut,
                    defaultValue_one: '{{count}} line before this is not shown',
                  })}
                </div>
              )}
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
          {leftOut === 0
            ? t('app.rollback.allEntries', 'Show all {{n}}', { n: newestFirst.length })
            : t('app.rollback.someEntries', 'Show {{n}} of {{all}}', {
                n: newestFirst.length,
                all: newestFirst.length + leftOut,
              })}
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
