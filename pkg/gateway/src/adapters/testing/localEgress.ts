import { hostClock } from '@release-risk/query/hostClock';
import type { Egress } from '../../egress/egress.ts';
import { egressSchema } from '../../egress/egressSchema.ts';
import { openEgress } from '../../egress/openEgress.ts';

/** The real border, allowed to call one fake; gives up early, so that a fake that hangs costs little. */
export function localEgress(url: string): Egress {
  const policy = egressSchema.parse({
    allow: [url],
    allowPrivate: ['127.0.0.1/32'],
    connectTimeout: 0.5,
    headersTimeout: 0.5,
    bodyTimeout: 0.5,
    totalTimeout: 0.6,
  });
  return openEgress(policy, {
    lookup: () => Promise.resolve([]),
    clock: hostClock({ now: () => Date.now(), setTimeout, clearTimeout }),
  });
}

export const NEVER_ABORTED = new AbortController().signal;
