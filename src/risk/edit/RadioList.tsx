import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import type { Choice } from './ChoiceField.tsx';
import { srOnly } from '../view/srOnly.ts';

interface Props<T extends string> {
  readonly label: string;
  /** Read out only: the label is already drawn beside it. */
  readonly isLabelDrawn?: boolean;
  readonly value: T | undefined;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
}

/** One of a few, all of them in sight, each with a sentence about it. */
export function RadioList<T extends string>(props: Props<T>): React.JSX.Element {
  const { label, isLabelDrawn = true, value, choices, onChange } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <fieldset className={styles.list}>
      <legend className={isLabelDrawn ? styles.legend : srOnly}>{label}</legend>
      {choices.map((choice) => (
        <div key={choice.value} className={styles.choice}>
          <input
            type="radio"
            id={`${id}-${choice.value}`}
            name={id}
            className={styles.input}
            checked={value === choice.value}
            aria-describedby={choice.description === undefined ? undefined : `${id}-${choice.value}-about`}
            onChange={() => {
              onChange(choice.value);
            }}
          />
          <div>
            <label htmlFor={`${id}-${choice.value}`} className={styles.label}>
              {choice.label}
            </label>
            {choice.description !== undefined && (
              <div id={`${id}-${choice.value}-about`} className={styles.description}>
                {choice.description}
              </div>
            )}
          </div>
        </div>
      ))}
    </fieldset>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ minWidth: 0, margin: 0, padding: 0, border: 0, display: 'grid', gap: theme.spacing(1) }),
  legend: css({
    padding: 0,
    border: 0,
    margin: theme.spacing(0, 0, 0.5),
    width: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.primary,
  }),
  choice: css({ display: 'grid', gridTemplateColumns: 'auto 1fr', gap: theme.spacing(1), alignItems: 'start' }),
  input: css({
    accentColor: theme.colors.primary.main,
    colorScheme: theme.isDark ? 'dark' : 'light',
    width: 16,
    height: 16,
    margin: theme.spacing(0.25, 0, 0),
  }),
  label: css({ display: 'block', margin: 0, cursor: 'pointer', color: theme.colors.text.primary }),
  description: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: theme.typography.bodySmall.lineHeight,
    overflowWrap: 'anywhere',
  }),
});
