import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback } from 'react';
import type { Clock } from '../../risk/view/clock.ts';
import { listTableStyles } from '../../risk/view/listTableStyles.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { RowGap } from '../RowGap.tsx';
import { useWidth } from '../useWidth.ts';
import { useWindowRows } from '../useWindowRows.ts';
import type { Release } from './release.ts';
import { RELEASE_WIDTHS, releaseColumns, releaseColumnTitle } from './releaseColumns.ts';
import { ReleaseTableRow } from './ReleaseTableRow.tsx';

interface Props {
  /** What the table is, read out. */
  readonly caption: string;
  readonly releases: readonly Release[];
  readonly clock: Clock;
  /** Whether releases of several services stand among each other. */
  readonly services: boolean;
  /** Ids of those that are compared; undefined: nothing can be chosen. */
  readonly selected?: readonly string[] | undefined;
  readonly onSelect?: ((id: string, chosen: boolean) => void) | undefined;
}

/** Pixels. */
const ROW = 40;
const TALL_ROW = 72;

/** Releases, newest first; only those in sight are drawn. */
export function ReleaseTable({ caption, releases, clock, services, selected, onSelect }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth(1000);
  const columns = releaseColumns(width, { selectable: selected !== undefined, service: services });
  const height = columns.includes('decision') ? ROW : TALL_ROW;
  const { body, rows, rest } = useWindowRows({
    count: releases.length,
    heightOf: useCallback(() => height, [height]),
    keyOf: useCallback((index: number) => releases[index]?.record.id ?? String(index), [releases]),
    isStop: NEVER,
  });
  return (
    <div ref={ref}>
      <table className={styles.table} aria-rowcount={releases.length + 1}>
        <caption className={srOnly}>{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col" className={styles.head} style={{ width: RELEASE_WIDTHS[column] }}>
                <span className={column === 'select' ? srOnly : undefined}>{releaseColumnTitle(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map(({ index, key, gap }) => {
            const release = releases[index];
            return (
              release && (
                <React.Fragment key={key}>
                  <RowGap height={gap} columns={columns.length} />
                  <ReleaseTableRow
                    release={release}
                    index={index}
                    height={height}
                    columns={columns}
                    services={services}
                    clock={clock}
                    selected={selected}
                    onSelect={onSelect}
                  />
                </React.Fragment>
              )
            );
          })}
          <RowGap height={rest} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** Rows have no stop of their own: what is in them takes the focus. */
const NEVER = (): boolean => false;

const getStyles = (theme: GrafanaTheme2) => {
  const { table, head } = listTableStyles(theme);
  // What is only read out stays within its column.
  return { table, head: cx(head, css({ position: 'relative' })) };
};
