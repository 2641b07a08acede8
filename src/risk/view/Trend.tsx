import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { formatScore } from '@release-risk/model/format';
import React from 'react';
import type { Remote } from '../remote.ts';
import type { Earlier } from '../surroundings.ts';
import { spokenLength } from './spokenTime.ts';

interface Props {
  readonly score: number | null;
  /** Epoch seconds: when the score was that. */
  readonly at: number;
  readonly earlier: Remote<Earlier | undefined>;
}

const ARROWS = {
  up: 'M3 13L13 3M6 3h7v7',
  down: 'M3 3l10 10M13 6v7H6',
  level: 'M2 8h12M9.500 3.500L14 8l-4.500 4.500',
};

/** How the score moved: "+0.30 in 10 min". Nothing where the past is not known. */
export function Trend({ score, at, earlier }: Props): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (score === null || earlier.kind !== 'ok' || earlier.value === undefined) return null;
  const change = score - earlier.value.score;
  const amount = formatScore(Math.abs(change));
  const way = amount === '0.00' ? 'level' : change > 0 ? 'up' : 'down';
  const length = spokenLength(at - earlier.value.at);
  return (
    <span className={styles}>
      <svg viewBox="0 0 16 16" width={12} height={12} aria-hidden="true" focusable="false">
        <path d={ARROWS[way]} fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />
      </svg>{' '}
      {way === 'level'
        ? t('panel.trend.level', 'steady for {{length}}', { length })
        : t('panel.trend.moved', '{{change}} in {{length}}', {
            change: `${way === 'up' ? '+' : '−'}${amount}`,
            length,
          })}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  });
