import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { Note } from '@release-risk/contract/rollback';
import React from 'react';
import type { Clock } from '../../risk/view/clock.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenMoment } from '../../risk/view/spokenTime.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import { SectionTitle } from '../service/SectionTitle.tsx';

interface Props {
  readonly notes: readonly Note[];
  readonly clock: Clock;
}

const TEXT_FITS = 400;

/** What people wrote down; the report holds it, too. */
export function RollbackNotes({ notes, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <section>
      <SectionTitle title={t('app.rollback.notes', 'Notes')} />
      {notes.length === 0 ? (
        <p className={styles.quiet}>{t('app.rollback.noNotes', 'None yet. Notes go into the report.')}</p>
      ) : (
        <ul className={styles.list}>
          {notes.map(({ at, by, text }, index) => (
            <li key={index} className={styles.note}>
              <div className={styles.quiet}>
                <bdi>{by.name}</bdi> · {spokenMoment(secondsOf(at), clock.now, clock.timeZone)}
              </div>
              <div className={styles.text}>
                <LongText text={text} lines={6} after={TEXT_FITS} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, padding: 0, listStyle: 'none' }),
  note: css({ padding: theme.spacing(0.75, 0), borderTop: `1px solid ${theme.colors.border.weak}` }),
  text: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
