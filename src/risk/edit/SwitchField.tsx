import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Switch, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** On or off, with what it means beside it. */
export function SwitchField({ label, hint, error, value, onChange }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div className={styles.field}>
      <div className={styles.control}>
        <Switch
          id={id}
          value={value}
          // The switch draws a label of its own, without words.
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
          }}
        />
      </div>
      <div className={styles.text}>
        <label id={`${id}-label`} htmlFor={id} className={styles.label}>
          {label}
        </label>
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
        <div id={`${id}-error`} className={styles.error} aria-live="polite">
          {error}
        </div>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = { fontSize: theme.typography.bodySmall.fontSize, lineHeight: theme.typography.bodySmall.lineHeight };
  return {
    field: css({ display: 'flex', gap: theme.spacing(1), alignItems: 'flex-start', minWidth: 0 }),
    control: css({ flex: 'none' }),
    text: css({ minWidth: 0 }),
    label: css({ ...small, display: 'block', margin: 0, fontWeight: theme.typography.fontWeightMedium }),
    hint: css({ ...small, color: theme.colors.text.secondary }),
    error: css({ ...small, color: theme.colors.error.text }),
  };
};
