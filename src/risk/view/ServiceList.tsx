import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Input, useStyles2 } from '@grafana/ui';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Judged } from '../judged.ts';
import type { Clock } from './clock.ts';
import type { Layout } from './layout.ts';
import { listTableStyles } from './listTableStyles.ts';
import { listColumns, listColumnTitle } from './listColumns.ts';
import { ServiceListRow } from './ServiceListRow.tsx';
import { srOnly } from './srOnly.ts';
import { VerdictCounts } from './VerdictCounts.tsx';

interface Props {
  readonly judged: Judged;
  readonly layout: Layout;
  readonly clock: Clock;
  readonly onOpen: (service: string) => void;
  /** The service that was open last: it takes the focus back. */
  readonly cameFrom: string | undefined;
}

/** Pixels. */
const ROW = 36;
const TALL_ROW = 54;
const SEARCH_FROM = 20;

/** Many services, worst first. However many there are, only those in sight are drawn. */
export function ServiceList({ judged, layout, clock, onOpen, cameFrom }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [search, setSearch] = useState('');
  const services = useMemo(() => found(judged.services, search), [judged.services, search]);
  const columns = listColumns(layout);
  const rowHeight = layout === 'full' ? ROW : TALL_ROW;
  const scroller = useRef<HTMLDivElement>(null);
  const { items, total, active, setActive, moveTo } = useRows(services, rowHeight, scroller, cameFrom);
  return (
    <div className={styles.list}>
      <div className={styles.top}>
        <VerdictCounts services={judged.services} />
        {judged.services.length >= SEARCH_FROM && (
          <Input
            className={styles.search}
            value={search}
            placeholder={t('panel.list.search', 'Find a service')}
            aria-label={t('panel.list.search', 'Find a service')}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
            }}
          />
        )}
      </div>
      {services.length === 0 && <p className={styles.none}>{t('panel.list.none', 'No service is called that.')}</p>}
      <div ref={scroller} className={styles.scroller}>
        <table className={styles.table} aria-rowcount={services.length + 1}>
          <caption className={srOnly}>{t('panel.list.caption', 'Services, worst first')}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  style={{ width: layout === 'full' ? WIDTHS[column] : NARROW_WIDTHS[column] }}
                  className={styles.head}
                >
                  {listColumnTitle(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ index, start, key }, at) => {
              const service = services[index];
              const gap = start - (items[at - 1]?.end ?? 0);
              return (
                service && (
                  <React.Fragment key={key}>
                    {gap > 0 && <Gap height={gap} columns={columns.length} />}
                    <ServiceListRow
                      service={service}
                      index={index}
                      height={rowHeight}
                      columns={columns}
                      policy={judged.model.policy}
                      bands={judged.model.bands}
                      clock={clock}
                      isTabStop={index === active}
                      onOpen={onOpen}
                      onFocus={setActive}
                      onMove={(way) => {
                        moveTo(way, index);
                      }}
                    />
                  </React.Fragment>
                )
              );
            })}
            <Gap height={total - (items.at(-1)?.end ?? 0)} columns={columns.length} />
          </tbody>
        </table>
      </div>
    </div>
  );
}

const WIDTHS = { verdict: 130, service: '22%', score: 130, version: 180, cause: undefined } as const;
const NARROW_WIDTHS = { ...WIDTHS, verdict: 112, service: undefined, score: 92 } as const;

/** Stands for the rows between those that are drawn. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }): React.JSX.Element | null {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  );
}

function found(services: readonly ServiceVerdict[], search: string): readonly ServiceVerdict[] {
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? services : services.filter(({ service }) => service.toLowerCase().includes(wanted));
}

/** Where the keyboard can go from a row. */
export type Way = 'next' | 'previous' | 'first' | 'last';

interface Rows {
  readonly items: ReturnType<ReturnType<typeof useVirtualizer>['getVirtualItems']>;
  /** Height of all rows, in pixels. */
  readonly total: number;
  /** Index of the row that Tab reaches. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly moveTo: (way: Way, from: number) => void;
}

/** The rows in sight, and the one that has the keyboard: it is drawn wherever the list is scrolled. */
function useRows(
  services: readonly ServiceVerdict[],
  rowHeight: number,
  scroller: React.RefObject<HTMLDivElement>,
  cameFrom: string | undefined,
): Rows {
  const [origin] = useState(() => services.findIndex(({ service }) => service === cameFrom));
  const [chosen, setActive] = useState(Math.max(0, origin));
  const focusNext = useRef(origin >= 0);
  const active = Math.min(chosen, services.length - 1);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      return active < 0 || inSight.includes(active) ? inSight : [...inSight, active].sort((a, b) => a - b);
    },
    [active],
  );
  const virtualizer = useVirtualizer({
    count: services.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => services[index]?.service ?? index,
    overscan: 8,
    rangeExtractor,
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight]);
  useEffect(() => {
    if (!focusNext.current) return;
    virtualizer.scrollToIndex(active);
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${active}"]`);
    // The row may take another turn to be drawn.
    if (!row) return;
    focusNext.current = false;
    row.focus();
  });
  return {
    items: virtualizer.getVirtualItems(),
    total: virtualizer.getTotalSize(),
    active,
    setActive,
    moveTo: (way, from) => {
      focusNext.current = true;
      setActive(targetOf(way, from, services.length - 1));
    },
  };
}

function targetOf(way: Way, from: number, last: number): number {
  switch (way) {
    case 'next':
      return Math.min(last, from + 1);
    case 'previous':
      return Math.max(0, from - 1);
    case 'first':
      return 0;
    case 'last':
      return last;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), flex: '1 1 0', minHeight: 120 }),
  top: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
  }),
  search: css({ width: 200 }),
  none: css({ margin: 0, color: theme.colors.text.secondary }),
  scroller: css({ flex: '1 1 0', minHeight: 0, overflow: 'auto', overflowAnchor: 'none', position: 'relative' }),
  table: listTableStyles(theme).table,
  // It stays in sight while the rows go by.
  head: cx(
    listTableStyles(theme).head,
    css({ position: 'sticky', top: 0, zIndex: 1, background: theme.colors.background.primary }),
  ),
});
