import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { Change } from '@release-risk/grafana/state/change';
import React from 'react';
import { toneColors, type Tone } from '../../risk/view/tones.ts';
import { kindWord, stateWord, TONE_OF_STATE } from './changeWords.ts';
import { FieldChanges } from './FieldChanges.tsx';

/** Every object of a model with what would become of it; those that change can be opened. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {changes.map((change) => (
        <li key={`${change.kind} ${change.key}`} className={styles.item}>
          {change.fields.length === 0 ? (
            <div className={styles.closed}>
              <ChangeHead change={change} />
            </div>
          ) : (
            <details>
              <summary className={styles.summary}>
                <ChangeHead change={change} />
              </summary>
              <FieldChanges fields={change.fields} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function ChangeHead({ change }: { readonly change: Change }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const tone = useStyles2(toneStyle, TONE_OF_STATE[change.state]);
  return (
    <span className={styles.head}>
      <span className={tone}>{stateWord(change.state)}</span>
      <span className={styles.kind}>{kindWord(change.kind)}</span>
      <span className={styles.name}>
        {change.name}
        {change.note !== undefined && <span className={styles.note}> {change.note}</span>}
        {change.fields.length > 0 && (
          <span className={styles.note}>
            {' '}
            {t('app.apply.diff.fields', '{{count}} fields differ', {
              count: change.fields.length,
              defaultValue_one: '{{count}} field differs',
            })}
          </span>
        )}
      </span>
    </span>
  );
}

const toneStyle = (theme: GrafanaTheme2, tone: Tone) => {
  const { text, soft, border } = toneColors(theme, tone);
  return css({
    justifySelf: 'start',
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${border}`,
    background: soft,
    color: text,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  });
};

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  item: css({
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:last-child': { borderBottom: 'none' },
  }),
  summary: css({
    cursor: 'pointer',
    display: 'flex',
    gap: theme.spacing(1),
    '&::before': { content: '"▸"', color: theme.colors.text.secondary },
    'details[open] > &::before': { content: '"▾"' },
    '&::marker, &::-webkit-details-marker': { display: 'none', content: '""' },
  }),
  // As wide as the arrow of those that can be opened.
  closed: css({ display: 'flex', gap: theme.spacing(1), '&::before': { content: '"▸"', visibility: 'hidden' } }),
  head: css({
    flex: 1,
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: '110px 110px minmax(0, 1fr)',
    gap: theme.spacing(0.5, 1),
    alignItems: 'baseline',
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      '& > :last-child': { gridColumn: '1 / -1' },
    },
  }),
  kind: css({ color: theme.colors.text.secondary }),
  name: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
