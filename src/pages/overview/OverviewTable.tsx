import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback } from 'react';
import { useWidth } from '../../app/useWidth.ts';
import { useWindowRows } from '../../app/useWindowRows.ts';
import { RowGap } from '../../app/RowGap.tsx';
import type { Clock } from '../../risk/view/clock.ts';
import { listTableStyles } from '../../risk/view/listTableStyles.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { VerdictCounts } from '../../risk/view/VerdictCounts.tsx';
import { COLUMN_WIDTHS, overviewColumns, overviewColumnTitle } from './overviewColumns.ts';
import type { GroupHead, OverviewRow } from './overviewRows.ts';
import { OverviewTableRow } from './OverviewTableRow.tsx';

interface Props {
  readonly rows: readonly (OverviewRow | GroupHead)[];
  /** Whether services of several models stand side by side. */
  readonly models: boolean;
  readonly clock: Clock;
}

/** Pixels. */
const ROW = 40;
const TALL_ROW = 64;
const HEAD = 44;

/** Every service, a row each; only those in sight are drawn. */
export function OverviewTable({ rows, models, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth(1000);
  const columns = overviewColumns(width, models);
  const rowHeight = columns.includes('cause') ? ROW : TALL_ROW;
  const heightOf = useCallback(
    (index: number) => (rows[index]?.kind === 'group' ? HEAD : rowHeight),
    [rows, rowHeight],
  );
  const {
    body,
    rows: drawn,
    rest,
    active,
    setActive,
    onKeyDown,
  } = useWindowRows({
    count: rows.length,
    heightOf,
    keyOf: useCallback((index: number) => rows[index]?.key ?? String(index), [rows]),
    isStop: useCallback((index: number) => rows[index]?.kind === 'service', [rows]),
  });
  return (
    <div ref={ref}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <caption className={srOnly}>{t('app.overview.caption', 'Services, worst first')}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={styles.head}
                style={{ width: column === 'service' && columns.length < 4 ? undefined : COLUMN_WIDTHS[column] }}
              >
                {overviewColumnTitle(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {drawn.map(({ index, key, gap }) => {
            const row = rows[index];
            return (
              row && (
                <React.Fragment key={key}>
                  <RowGap height={gap} columns={columns.length} />
                  {row.kind === 'group' ? (
                    <tr style={{ height: HEAD }} aria-rowindex={index + 2}>
                      <th scope="rowgroup" colSpan={columns.length} className={styles.group}>
                        <bdi className={styles.title}>{row.title}</bdi> <VerdictCounts services={row.services} />
                      </th>
                    </tr>
                  ) : (
                    <OverviewTableRow
                      row={row}
                      index={index}
                      height={rowHeight}
                      columns={columns}
                      models={models}
                      clock={clock}
                      isTabStop={index === active}
                      onFocus={setActive}
                      onKeyDown={onKeyDown}
                    />
                  )}
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

const getStyles = (theme: GrafanaTheme2) => ({
  ...listTableStyles(theme),
  group: css({
    padding: theme.spacing(1, 1, 0.25),
    borderBottom: `1px solid ${theme.colors.border.medium}`,
    textAlign: 'left',
    verticalAlign: 'bottom',
    '> h3': { display: 'inline-flex', marginLeft: theme.spacing(2) },
  }),
  title: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium }),
});
