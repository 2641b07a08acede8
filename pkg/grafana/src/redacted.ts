/** What Grafana shows in the place of a secret. Written back, it would become the secret where it is nested. */
export const REDACTED = '[REDACTED]';

/** Whether the placeholder stands anywhere in what is about to be written. */
export function holdsRedacted(value: unknown): boolean {
  if (typeof value === 'string') return value === REDACTED;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsRedacted);
}
