import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { LongText } from './LongText.tsx';

const TEXT_FITS = 260;

/** Sentences that came with the answers: they leave the score standing. */
export function WarningList({ warnings }: { readonly warnings: readonly string[] }): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.list}>
      {warnings.map((warning) => (
        <li key={warning} className={styles.warning}>
          <Icon name="info-circle" size="sm" className={styles.icon} />
          <LongText text={warning} lines={3} after={TEXT_FITS} />
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0, padding: 0, listStyle: 'none', fontSize: theme.typography.bodySmall.fontSize }),
  warning: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(0.75) }),
  icon: css({ flex: 'none', alignSelf: 'center', color: theme.colors.text.secondary }),
});
