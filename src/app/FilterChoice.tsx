import { Combobox } from '@grafana/ui';
import React from 'react';

interface Props {
  readonly label: string;
  /** What is shown while nothing is chosen, such as "All models". */
  readonly all: string;
  /** Empty: nothing is chosen. */
  readonly value: string;
  readonly options: { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of several, or all of them. */
export function FilterChoice({ label, all, value, options, onChange }: Props): React.JSX.Element {
  return (
    <Combobox
      aria-label={label}
      placeholder={all}
      isClearable
      value={value === '' ? null : value}
      options={options}
      onChange={(option: { readonly value: string } | null) => {
        onChange(option?.value ?? '');
      }}
    />
  );
}
