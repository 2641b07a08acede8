import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { VerdictWord } from '@release-risk/contract/verdict';
import React from 'react';
import { TONE_OF_VERDICT, toneColors, type Tone } from '../../risk/view/tones.ts';
import { VerdictShape } from '../../risk/view/VerdictShape.tsx';
import { verdictWord } from '../../risk/view/verdictWords.ts';
import { verdictOf, type OverviewRow } from './overviewRows.ts';

interface Props {
  /** What is counted. */
  readonly rows: readonly OverviewRow[];
  readonly chosen: VerdictWord | undefined;
  readonly choose: (verdict: VerdictWord | undefined) => void;
}

const ORDER: readonly VerdictWord[] = ['High', 'Inconclusive', 'Medium', 'Low', 'NotEvaluated'];

/** How many services there are of each verdict, worst first; pressing one shows only those. */
export function VerdictFilter({ rows, chosen, choose }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const counts = ORDER.map((word) => ({ word, n: rows.filter(({ service }) => verdictOf(service) === word).length }));
  return (
    <div role="group" aria-label={t('app.overview.byVerdict', 'Services by verdict')} className={styles.counts}>
      <Count
        tone="quiet"
        pressed={chosen === undefined}
        onClick={() => {
          choose(undefined);
        }}
      >
        <span className={styles.number}>{rows.length}</span>{' '}
        {t('app.overview.services', 'services', { count: rows.length, defaultValue_one: 'service' })}
      </Count>
      {counts
        .filter(({ word, n }) => n > 0 || word === chosen)
        .map(({ word, n }) => (
          <Count
            key={word}
            tone={TONE_OF_VERDICT[word]}
            pressed={chosen === word}
            onClick={() => {
              choose(chosen === word ? undefined : word);
            }}
          >
            <VerdictShape word={word} size={16} /> <span className={styles.number}>{n}</span> {verdictWord(word)}
          </Count>
        ))}
    </div>
  );
}

interface CountProps {
  readonly tone: Tone;
  readonly pressed: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Count({ tone, pressed, onClick, children }: CountProps): React.JSX.Element {
  const styles = useStyles2(getCountStyles, tone);
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={cx(styles.count, pressed && styles.pressed)}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  counts: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  number: css({ fontWeight: theme.typography.fontWeightBold, fontVariantNumeric: 'tabular-nums' }),
});

const getCountStyles = (theme: GrafanaTheme2, tone: Tone) => {
  const { text, border, soft } = toneColors(theme, tone);
  return {
    count: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      minHeight: 32,
      padding: theme.spacing(0.25, 1.25),
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      background: 'none',
      color: tone === 'quiet' ? theme.colors.text.primary : text,
      '&:hover': { background: soft },
    }),
    pressed: css({ borderColor: border, background: soft, boxShadow: `inset 0 -2px 0 ${border}` }),
  };
};
