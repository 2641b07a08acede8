import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import { srOnly } from '../view/srOnly.ts';

/** What binds a control to its label and to what is said of it. */
interface FieldBinding {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}

interface Props {
  readonly label: string;
  /** Read out only: the label is already drawn above it. */
  readonly isLabelDrawn?: boolean;
  readonly hint?: string | undefined;
  /** What is wrong with it. */
  readonly error?: string | undefined;
  readonly children: (binding: FieldBinding) => React.ReactNode;
}

/** A control with its label, what it is for, and what is wrong with it. The latter is read out when it appears. */
export function FieldFrame({ label, isLabelDrawn = true, hint, error, children }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={isLabelDrawn ? styles.label : srOnly}>
        {label}
      </label>
      {children({ id, 'aria-describedby': `${id}-hint ${id}-error`, 'aria-invalid': error !== undefined })}
      <div id={`${id}-hint`} className={styles.hint}>
        {hint}
      </div>
      <div id={`${id}-error`} className={styles.error} aria-live="polite">
        {error}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = {
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
    overflowWrap: 'anywhere' as const,
    '&:not(:empty)': { marginTop: theme.spacing(0.5) },
  };
  return {
    field: css({ minWidth: 0 }),
    label: css({
      display: 'block',
      marginBottom: theme.spacing(0.5),
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    hint: css({ ...small, color: theme.colors.text.secondary }),
    error: css({ ...small, color: theme.colors.error.text }),
  };
};
