import { TextArea } from '@grafana/ui';
import React from 'react';
import { FieldFrame } from './FieldFrame.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly rows?: number;
}

/** Text of several lines. */
export function AreaField({ label, hint, error, value, onChange, placeholder, rows = 2 }: Props): React.JSX.Element {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(binding) => (
        <TextArea
          {...binding}
          value={value}
          rows={rows}
          invalid={error !== undefined}
          placeholder={placeholder ?? ''}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      )}
    </FieldFrame>
  );
}
