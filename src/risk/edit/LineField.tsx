import { Input } from '@grafana/ui';
import React from 'react';
import { FieldFrame } from './FieldFrame.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What applies while nothing is written. */
  readonly placeholder?: string | undefined;
  readonly longest?: number;
}

/** One line of text. */
export function LineField(props: Props): React.JSX.Element {
  const { label, hint, error, value, onChange, placeholder, longest = 200 } = props;
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(binding) => (
        <Input
          {...binding}
          value={value}
          invalid={error !== undefined}
          maxLength={longest}
          placeholder={placeholder ?? ''}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      )}
    </FieldFrame>
  );
}
