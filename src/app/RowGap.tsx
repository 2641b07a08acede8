import React from 'react';

/** Stands for the rows between those that are drawn. Pixels. */
export function RowGap({
  height,
  columns,
}: {
  readonly height: number;
  readonly columns: number;
}): React.JSX.Element | null {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}
