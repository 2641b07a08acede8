import { z } from 'zod';
import type { Job } from './store.ts';

export const jobSchema = z.object({ kind: z.enum(['delivery', 'rollback', 'notice']), id: z.string() });

/** The same for the same job. */
export function jobKey({ kind, id }: Job): string {
  return `${kind}:${id}`;
}

const FIRST_MS = 500;
const CAP_MS = 60_000;

/** How long a job rests after its n-th failure in a row (from 1): doubling up to a minute, half of it by chance. */
export function restAfter(failures: number, random: () => number): number {
  const full = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(full * (0.5 + random() / 2));
}
