import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { shownScore } from './shownScore.ts';

/** The score, 0..2; a score of nothing is no 0. */
export function ScoreNumber({ score }: { readonly score: number | null }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.whole}>
      <span className={styles.label}>{t('panel.score.label', 'Score')}</span>{' '}
      <span className={styles.number}>{shownScore(score)}</span>
      <span className={styles.label}> {t('panel.score.ofTwo', 'of 2')}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  whole: css({ whiteSpace: 'nowrap' }),
  label: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  number: css({
    fontSize: theme.typography.h2.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 1.15,
  }),
});
