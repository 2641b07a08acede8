import { hash as hashOf } from 'node:crypto';
import type { Alert } from './alert.ts';

/**
 * What an alert is, whoever tells of it: a hash of its labels. Grafana's own fingerprint is over more labels than it
 * sends and stands in no history, so it cannot be compared; names that begin with `__` are of the sender's own making.
 */
export function alertKey(labels: Readonly<Record<string, string>>): string {
  const own = Object.keys(labels).filter((name) => !name.startsWith('__'));
  return hash(own.sort().map((name) => [name, labels[name]]));
}

/**
 * The id of the delivery of an alert: by its labels, whether it fires, since when, and what keeps it from people. So
 * the same alert is the same delivery when it is repeated, when it comes in another group, and when the contact point
 * and a look at Grafana both tell of it; an alert that fires anew, resolves or is silenced is another.
 *
 * Whole seconds: the three places where Grafana tells when an alert began do not all have fractions. One alert cannot
 * begin twice in a second, as rules are evaluated every ten at most.
 */
export function deliveryIdOf(alert: Alert): string {
  return hash([
    alertKey(alert.labels),
    alert.status,
    Math.floor(alert.startsAt / 1000),
    [...(alert.silencedBy ?? [])].sort(),
    [...(alert.silencesEnded ?? [])].sort(),
  ]);
}

function hash(content: unknown): string {
  return hashOf('sha256', JSON.stringify(content)).slice(0, 40);
}
