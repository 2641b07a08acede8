import React from 'react';

type Mark = 'green' | 'yellow' | 'red' | 'missing';

const OUTLINES: Readonly<Record<Exclude<Mark, 'missing'>, string>> = {
  green: 'M8 2.500a5.500 5.500 0 1 0 0 11a5.500 5.500 0 1 0 0-11z',
  yellow: 'M8 1.500L15 14H1z',
  red: 'M2 2h12v12H2z',
};

/** The mark of a grade: circle, triangle, square; a broken ring where there is none. */
export function GradeShape({
  mark,
  className,
}: {
  readonly mark: Mark;
  readonly className?: string;
}): React.JSX.Element {
  return (
    <svg className={className} viewBox="0 0 16 16" width={10} height={10} aria-hidden="true" focusable="false">
      {mark === 'missing' ? (
        <circle cx={8} cy={8} r={5.5} fill="none" stroke="currentColor" strokeWidth={2.5} strokeDasharray="4 2.500" />
      ) : (
        <path d={OUTLINES[mark]} fill="currentColor" />
      )}
    </svg>
  );
}
