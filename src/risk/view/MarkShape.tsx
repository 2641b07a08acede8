import React from 'react';

/** An outline and a sign of its own on a field of 64 by 64: told without colour. */
export interface Mark {
  readonly outline: string;
  readonly sign: string;
}

interface Props extends Mark {
  /** Pixels. */
  readonly size: number;
  readonly className?: string | undefined;
}

/** A mark in the colour of the text around it. */
export function MarkShape({ outline, sign, size, className }: Props): React.JSX.Element {
  return (
    <svg className={className} viewBox="0 0 64 64" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={outline}
        fill="currentColor"
        fillOpacity={0.18}
        stroke="currentColor"
        strokeWidth={5}
        strokeLinejoin="round"
      />
      <path
        d={sign}
        fill="none"
        stroke="currentColor"
        strokeWidth={size < 20 ? 8 : 6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
