import { useEffect, useRef, useState, type RefObject } from 'react';

/** The size of a box on the page, 0 before it is known. */
export function useSize(): readonly [RefObject<HTMLDivElement>, { readonly width: number; readonly height: number }] {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const { current } = box;
    if (current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [box, size];
}
