import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Input, useStyles2 } from '@grafana/ui';
import React, { useEffect, useId, useRef } from 'react';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it; the field takes the focus when this appears. */
  readonly error: string | undefined;
}

const LONGEST = 500;

/** One line of text with its label. Its error is read with the field, not shouted. */
export function TextField({ label, hint, value, onChange, error }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
  }, [error]);
  return (
    <div>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <Input
        ref={input}
        id={id}
        value={value}
        maxLength={LONGEST}
        invalid={error !== undefined}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-said`}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
      <div id={`${id}-said`} className={error === undefined ? styles.hint : styles.error}>
        {error ?? hint}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const small = { fontSize: theme.typography.bodySmall.fontSize, marginTop: 2 };
  return {
    label: css({ display: 'block', marginBottom: 2, fontWeight: theme.typography.fontWeightMedium }),
    hint: css({ ...small, color: theme.colors.text.secondary }),
    error: css({ ...small, color: theme.colors.error.text }),
  };
};
