import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Rows of a table that scrolls with the page. */
interface Options {
  readonly count: number;
  /** Pixels. */
  readonly heightOf: (index: number) => number;
  readonly keyOf: (index: number) => string;
  /** Whether the keyboard stops at a row. */
  readonly isStop: (index: number) => boolean;
}

interface DrawnRow {
  readonly index: number;
  readonly key: string;
  /** Pixels between the row before and this one. */
  readonly gap: number;
}

export interface WindowRows {
  /** Of the table's body. */
  readonly body: RefObject<HTMLTableSectionElement>;
  readonly rows: readonly DrawnRow[];
  /** Pixels after the last row that is drawn. */
  readonly rest: number;
  /** The row that Tab reaches. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  /** For the one thing of a row that takes the focus, which carries `data-row={index}`. */
  readonly onKeyDown: (event: React.KeyboardEvent, index: number) => void;
}

const OVERSCAN = 8;

/** Only the rows in sight are drawn, and the one that has the keyboard, wherever the page is scrolled. */
export function useWindowRows({ count, heightOf, keyOf, isStop }: Options): WindowRows {
  const body = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const [chosen, setActive] = useState(0);
  const focusNext = useRef(false);
  const active = stopFrom(Math.min(chosen, count - 1), 1, count, isStop) ?? -1;
  useLayoutEffect(() => {
    // What stands above grows and shrinks with what there is to say, and the page with it.
    const measure = (): void => {
      setScrollMargin(Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  }, []);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      return active < 0 || inSight.includes(active) ? inSight : [...inSight, active].sort((a, b) => a - b);
    },
    [active],
  );
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollMargin,
    rangeExtractor,
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, heightOf]);
  useEffect(() => {
    if (!focusNext.current) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${String(active)}"]`);
    // The row may take another turn to be drawn.
    if (!row) return;
    focusNext.current = false;
    row.focus();
  });
  const items = virtualizer.getVirtualItems();
  return {
    body,
    rows: items.map(({ index, key, start }, at) => ({
      index,
      key: String(key),
      gap: start - (items[at - 1]?.end ?? scrollMargin),
    })),
    rest: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin),
    active,
    setActive,
    onKeyDown: (event, index) => {
      const target = targetOf(event.key, index, count, isStop);
      if (target === undefined) return;
      event.preventDefault();
      focusNext.current = true;
      setActive(target);
    },
  };
}

function targetOf(key: string, from: number, count: number, isStop: (index: number) => boolean): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return stopFrom(from + 1, 1, count, isStop);
    case 'ArrowUp':
      return stopFrom(from - 1, -1, count, isStop);
    case 'Home':
      return stopFrom(0, 1, count, isStop);
    case 'End':
      return stopFrom(count - 1, -1, count, isStop);
    default:
      return undefined;
  }
}

function stopFrom(start: number, step: 1 | -1, count: number, isStop: (index: number) => boolean): number | undefined {
  for (let index = Math.max(start, step === 1 ? 0 : -1); index >= 0 && index < count; index += step) {
    if (isStop(index)) return index;
  }
  return undefined;
}
