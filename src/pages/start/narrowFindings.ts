import { identityKey } from '@release-risk/compiler/identity';
import type { Findings } from '@release-risk/propose/propose';

/** The same findings for some of the services: signals that none of them has go. */
export function narrowFindings(findings: Findings, services: readonly string[] | undefined): Findings {
  if (services === undefined) return findings;
  const { subject } = findings;
  const kept = new Set(services);
  const chosen = subject.services.filter((service) => kept.has(identityKey(subject.labels, service)));
  if (chosen.length === 0) return findings;
  const found = findings.found
    .map((one) => ({
      ...one,
      measured: { ...one.measured, now: new Map([...one.measured.now].filter(([key]) => kept.has(key))) },
    }))
    .filter(({ measured }) => measured.now.size > 0);
  return { ...findings, found, subject: { ...subject, services: chosen } };
}
