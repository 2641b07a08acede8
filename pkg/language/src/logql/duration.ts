import { parseDuration } from '../queryText/duration.ts';

const GO_UNITS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** Seconds of an offset as Loki reads it: a Prometheus duration, or one of Go's such as `1.5h`; a leading `-` negates. */
export function offsetSeconds(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const unsigned = text.replace(/^-\s*/, '');
  const seconds = parseDuration(unsigned) ?? goDuration(unsigned);
  return seconds === undefined ? undefined : sign * seconds;
}

function goDuration(text: string): number | undefined {
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)([a-zµ]+)/g)) {
    seconds += Number(number) * (GO_UNITS[unit ?? ''] ?? 0);
  }
  return seconds;
}
