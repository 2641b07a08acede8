import { useEffect, useState } from 'react';

const SETTLES_MS = 600;

/** A value once nobody has changed it for a moment: what is typed is not asked for letter by letter. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(value);
    }, SETTLES_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
