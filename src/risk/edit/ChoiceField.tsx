import { Combobox } from '@grafana/ui';
import React from 'react';
import { FieldFrame } from './FieldFrame.tsx';

/** One thing that can be chosen. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly description?: string | undefined;
}

interface Props<T extends string> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: T | undefined;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
}

/** One of several, with a sentence about each. */
export function ChoiceField<T extends string>(props: Props<T>): React.JSX.Element {
  const { label, hint, error, value, choices, onChange } = props;
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {({ id }) => (
        <Combobox<T>
          id={id}
          value={value ?? null}
          invalid={error !== undefined}
          options={choices.map((choice) => ({
            value: choice.value,
            label: choice.label,
            ...(choice.description === undefined ? {} : { description: choice.description }),
          }))}
          onChange={(option) => {
            onChange(option.value);
          }}
        />
      )}
    </FieldFrame>
  );
}
