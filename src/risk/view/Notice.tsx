import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { toneColors, type Tone } from './tones.ts';

interface Props {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: React.ReactNode;
  readonly children?: React.ReactNode;
  /** What can be done about it. */
  readonly action?: React.ReactNode;
}

/**
 * Something to know beside the verdict. Not an alert to screen readers: the one live region of the panel speaks when
 * the verdict changes, and nothing else interrupts.
 */
export function Notice({ tone, icon, title, children, action }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, tone);
  return (
    <div className={styles.notice}>
      <Icon name={icon} className={styles.icon} />
      <div className={styles.text}>
        <div className={styles.title}>{title}</div>
        {children !== undefined && <div className={styles.more}>{children}</div>}
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Tone) => {
  const colors = toneColors(theme, tone);
  return {
    notice: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5, 1),
      padding: theme.spacing(0.5, 1),
      borderRadius: theme.shape.radius.default,
      border: `1px solid ${theme.colors.border.weak}`,
      borderLeft: `3px solid ${colors.border}`,
      background: theme.colors.background.secondary,
    }),
    icon: css({ color: colors.text, marginTop: 2 }),
    text: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 1.5),
      flex: '1 1 180px',
      minWidth: 0,
      overflowWrap: 'anywhere',
    }),
    title: css({ minWidth: 0, fontWeight: theme.typography.fontWeightMedium }),
    more: css({ minWidth: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    action: css({
      flex: 'none',
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-end',
      gap: theme.spacing(0.5),
    }),
  };
};
