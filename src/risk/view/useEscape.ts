import { useEffect, type RefObject } from 'react';

/** Calls `leave` on Escape inside an element, and lets nobody further out see that key: Grafana would leave the panel. */
export function useEscape(element: RefObject<HTMLElement | null>, leave: (() => void) | undefined): void {
  useEffect(() => {
    const node = element.current;
    if (node === null || leave === undefined) return undefined;
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    };
    node.addEventListener('keydown', listen);
    return () => {
      node.removeEventListener('keydown', listen);
    };
  }, [element, leave]);
}
