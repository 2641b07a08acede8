import { useEffect, useState } from 'react';

/** The present in epoch seconds, brought up to date every `seconds`. */
export function useNow(seconds: number): number {
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now() / 1000);
    }, seconds * 1000);
    return () => {
      clearInterval(timer);
    };
  }, [seconds]);
  return now;
}
