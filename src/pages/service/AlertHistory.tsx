import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { useApp } from '../../app/AppContext.ts';
import type { Remote } from '../../risk/remote.ts';
import type { Story } from '../../risk/surroundings.ts';
import type { Clock } from '../../risk/view/clock.ts';
import { LongText } from '../../risk/view/LongText.tsx';
import { spokenTick } from '../../risk/view/spokenTime.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { toneColors, type Tone } from '../../risk/view/tones.ts';
import type { AlertChange } from './alertHistory.ts';
import { historyLines, type HistoryLine } from './historyLines.ts';
import { SectionTitle } from './SectionTitle.tsx';

interface Props {
  readonly changes: Remote<readonly AlertChange[]>;
  readonly story: Remote<Story>;
  /** Epoch seconds. */
  readonly from: number;
  readonly clock: Clock;
}

const TEXT_FITS = 260;
const SHOWN = 30;

/** What the alerts and rollbacks of a service did, newest first. */
export function AlertHistory({ changes, story, from, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { host } = useApp();
  const known = changes.kind === 'ok' ? changes.value : [];
  const lines = historyLines(known, story.kind === 'ok' ? story.value : undefined, from);
  return (
    <section>
      <SectionTitle
        title={t('app.service.history', 'Alerts and rollbacks')}
        more={
          <a href={host.address('/alerting/history')} className={styles.link}>
            {t('app.service.allHistory', 'All alerts of this Grafana')}
          </a>
        }
      />
      {changes.kind === 'failed' && (
        <p className={styles.quiet}>
          {t('app.service.noHistory', 'The history of the alerts could not be read:')}{' '}
          <LongText text={[changes.reason, changes.hint].join(' ')} lines={2} after={TEXT_FITS} />
        </p>
      )}
      {lines.length === 0 ? (
        changes.kind !== 'failed' && (
          <p className={styles.quiet} aria-busy={changes.kind === 'loading'}>
            {changes.kind === 'loading'
              ? t('app.service.readingHistory', 'The history is on its way...')
              : t('app.service.emptyHistory', 'Nothing happened in this time.')}
          </p>
        )
      ) : (
        <table className={styles.table}>
          <caption className={srOnly}>{t('app.service.history', 'Alerts and rollbacks')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('app.service.column.when', 'When')}</th>
              <th scope="col">{t('app.service.column.what', 'What')}</th>
              <th scope="col">{t('app.service.column.state', 'State')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, SHOWN).map((line) => (
              <Line key={line.key} line={line} clock={clock} />
            ))}
          </tbody>
        </table>
      )}
      {lines.length > SHOWN && (
        <p className={styles.quiet}>
          {t('app.service.olderHistory', '{{n}} older ones are not shown: choose a shorter time.', {
            n: lines.length - SHOWN,
          })}
        </p>
      )}
    </section>
  );
}

function Line({ line, clock }: { readonly line: HistoryLine; readonly clock: Clock }): React.JSX.Element {
  const styles = useStyles2(getLineStyles, line.tone);
  return (
    <tr>
      <td className={styles.when}>{spokenTick(line.at, clock.now, clock.timeZone)}</td>
      <th scope="row" className={styles.what}>
        <LongText text={line.what} lines={1} after={TEXT_FITS} />
      </th>
      <td className={styles.state}>
        <LongText text={line.state} lines={2} after={TEXT_FITS} />
      </td>
    </tr>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    'th, td': { padding: theme.spacing(0.5, 1), textAlign: 'left', verticalAlign: 'top' },
    'thead th': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    },
    'tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
});

const getLineStyles = (theme: GrafanaTheme2, tone: Tone) => ({
  when: css({ whiteSpace: 'nowrap', width: '1%' }),
  what: css({ fontWeight: theme.typography.fontWeightRegular }),
  state: css({ color: toneColors(theme, tone).text, fontWeight: theme.typography.fontWeightMedium }),
});
