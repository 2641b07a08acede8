import { useEffect, useRef, useState, type RefObject } from 'react';

/** A ref for an element, and how wide it is in pixels; `first` until it was measured. */
export function useWidth(first: number): readonly [RefObject<HTMLDivElement>, number] {
  const [width, setWidth] = useState(first);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      // An element that is not laid out has no width, and keeps the one it had.
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return [ref, width];
}
