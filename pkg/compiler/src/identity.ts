import type { Identity } from '@release-risk/model/model';

/** A text that is the same for the same service: the values in the order of the labels. */
export function identityKey(labels: readonly string[], identity: Identity): string {
  return labels.length === 1
    ? (identity[labels[0] ?? ''] ?? '')
    : JSON.stringify(labels.map((label) => identity[label] ?? ''));
}

/** How people name a service: `lead-bot`, or `acme / lead-bot / prod`. */
export function identityName(labels: readonly string[], identity: Identity): string {
  return labels.map((label) => identity[label] ?? '').join(' / ');
}
