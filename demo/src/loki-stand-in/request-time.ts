import { readDuration } from './literals.ts';
import { QueryError } from './query-error.ts';

const NS = 1_000_000_000;

/** A time as Loki's API takes it (seconds, ns, or RFC 3339) in ns; `fallback` when there is none. */
export function readTime(text: string | undefined, fallback: bigint): bigint {
  if (text === undefined || text === '') return fallback;
  if (/^-?\d+$/.test(text)) return text.length <= 10 ? BigInt(text) * BigInt(NS) : BigInt(text);
  if (/^-?\d*\.\d+$/.test(text)) {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole === '' ? '0' : whole) * BigInt(NS) + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  }
  const parsed = Date.parse(text);
  if (Number.isNaN(parsed)) throw new QueryError(`could not parse ${JSON.stringify(text)} as a time`);
  return BigInt(parsed) * 1_000_000n;
}

/** A step as Loki's API takes it (seconds or a duration) in ns. */
export function readStep(text: string | undefined, startNs: bigint, endNs: bigint): bigint {
  if (text === undefined || text === '') {
    const seconds = Math.max(1, Math.floor(Number((endNs - startNs) / BigInt(NS)) / 250));
    return BigInt(seconds * NS);
  }
  const step = /^\d+(\.\d+)?$/.test(text) ? BigInt(Math.round(Number(text) * NS)) : readDuration(text);
  if (step <= 0n) throw new QueryError('zero or negative query resolution step widths are not accepted');
  return step;
}
