import { Input } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { FieldFrame } from './FieldFrame.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly value: number | undefined;
  /** Undefined: the field was emptied. */
  readonly onChange: (value: number | undefined) => void;
  readonly suffix?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly step?: number | undefined;
  readonly least?: number | undefined;
}

/** A number. What is typed stays as it is typed: "0." is on its way to "0.5", and no number yet. */
export function NumberField(props: Props): React.JSX.Element {
  const { label, hint, error, value, onChange, suffix = '', placeholder = '', step, least } = props;
  const [text, setText] = useState(textOf(value));
  useEffect(() => {
    setText((typed) => (numberOf(typed) === value ? typed : textOf(value)));
  }, [value]);
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(binding) => (
        <Input
          {...binding}
          type="number"
          step={step ?? 'any'}
          min={least}
          value={text}
          placeholder={placeholder}
          invalid={error !== undefined}
          suffix={suffix.trim() === '' ? undefined : suffix.trim()}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            setText(typed);
            onChange(numberOf(typed));
          }}
        />
      )}
    </FieldFrame>
  );
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function numberOf(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}
