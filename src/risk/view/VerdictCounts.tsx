import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { ServiceVerdict, VerdictWord } from '@release-risk/contract/verdict';
import React from 'react';
import { TONE_OF_VERDICT, toneColors } from './tones.ts';
import { VerdictShape } from './VerdictShape.tsx';
import { verdictWord } from './verdictWords.ts';

const ORDER: readonly VerdictWord[] = ['High', 'Inconclusive', 'Medium', 'Low', 'NotEvaluated'];

/** How many services there are of each verdict, worst first. */
export function VerdictCounts({ services }: { readonly services: readonly ServiceVerdict[] }): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const counts = ORDER.map((word) => ({
    word,
    n: services.filter(({ verdict }) => (verdict ?? 'Inconclusive') === word).length,
  }));
  return (
    <h3 className={styles.counts}>
      <span>
        {t('panel.list.services', '{{count}} services', {
          count: services.length,
          defaultValue_one: '{{count}} service',
        })}
      </span>
      {counts
        .filter(({ n }) => n > 0)
        .map(({ word, n }) => (
          <span key={word} className={cx(styles.count, styles[word])}>
            <VerdictShape word={word} size={14} /> {n} {verdictWord(word)}
          </span>
        ))}
    </h3>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const tinted = (word: VerdictWord) => css({ color: toneColors(theme, TONE_OF_VERDICT[word]).text });
  return {
    counts: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.25, 1.5),
      margin: 0,
      fontSize: theme.typography.body.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    count: css({ display: 'inline-flex', alignItems: 'center', gap: 4 }),
    Low: tinted('Low'),
    Medium: tinted('Medium'),
    High: tinted('High'),
    Inconclusive: tinted('Inconclusive'),
    NotEvaluated: tinted('NotEvaluated'),
  };
};
