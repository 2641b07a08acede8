import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Clock } from '../risk/view/clock.ts';
import { spokenAgo, spokenTick } from '../risk/view/spokenTime.ts';

interface Props {
  /** Epoch seconds of the oldest answer that is shown; undefined: none yet. */
  readonly evaluatedAt: number | undefined;
  readonly clock: Clock;
  /** Seconds between two answers while it is not paused. */
  readonly every: number;
  readonly busy: boolean;
  readonly paused: boolean;
  readonly setPaused: (paused: boolean) => void;
  readonly again: () => void;
}

/** How old the page is, asking again now, and whether it asks by itself. */
export function RefreshControl(props: Props): React.JSX.Element {
  const { evaluatedAt, clock, every, busy, paused, setPaused, again } = props;
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.control}>
      {evaluatedAt !== undefined && (
        <span className={styles.at}>
          {t('app.refresh.evaluated', 'Evaluated at {{time}}, {{ago}}', {
            time: spokenTick(evaluatedAt, clock.now, clock.timeZone),
            ago: spokenAgo(clock.now - evaluatedAt),
          })}
        </span>
      )}
      <Button size="sm" variant="secondary" icon={busy ? 'spinner' : 'sync'} aria-busy={busy} onClick={again}>
        {t('app.refresh.now', 'Refresh')}
      </Button>
      <Button
        size="sm"
        variant="secondary"
        fill="outline"
        icon={paused ? 'play' : 'pause'}
        onClick={() => {
          setPaused(!paused);
        }}
      >
        {paused
          ? t('app.refresh.resume', 'Refresh every {{every}} s', { every })
          : t('app.refresh.pause', 'Pause refreshing')}
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  control: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(0.5, 1),
  }),
  at: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
