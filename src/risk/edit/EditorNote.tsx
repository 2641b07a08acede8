import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

type NoteTone = 'info' | 'warning' | 'error' | 'success';

interface Props {
  readonly tone?: NoteTone;
  readonly children: React.ReactNode;
  /** What can be done about it. */
  readonly action?: React.ReactNode;
  /** Read out when it appears: for what follows on something the user did. */
  readonly isAnswer?: boolean;
}

const ICONS = {
  info: 'info-circle',
  warning: 'exclamation-triangle',
  error: 'exclamation-circle',
  success: 'check-circle',
} as const;

/** Something to know between the fields. */
export function EditorNote({ tone = 'info', children, action, isAnswer = false }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles, tone);
  return (
    <div className={styles.note} role={isAnswer ? 'status' : undefined}>
      <Icon name={ICONS[tone]} className={styles.icon} />
      <div className={styles.text}>
        <div>{children}</div>
        {action !== undefined && <div className={styles.action}>{action}</div>}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: NoteTone) => ({
  note: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    borderLeft: `3px solid ${theme.colors[tone].border}`,
    background: theme.colors.background.secondary,
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
  }),
  icon: css({ flex: 'none', color: theme.colors[tone].text, marginTop: 1 }),
  text: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  action: css({ marginTop: theme.spacing(1), display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
