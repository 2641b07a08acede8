import type { GatewaySend } from '@release-risk/contract/gatewayClient';
import { useEffect, useState } from 'react';
import { useApp } from '../AppContext.ts';
import { presentMoment, useAutoRefresh } from '../useAutoRefresh.ts';
import { troubleOf, type GatewayTrouble } from './gatewayTrouble.ts';

/** Something of the gateway as it was read last. */
export interface GatewayRead<T> {
  /** Kept while nothing newer comes. */
  readonly value: T | undefined;
  /** Epoch seconds; when `value` was answered. */
  readonly at: number | undefined;
  /** Why the last question had no answer. */
  readonly trouble: GatewayTrouble | undefined;
  readonly busy: boolean;
  readonly again: () => void;
}

/**
 * Reads now, by hand, and every so many seconds while somebody can see the page; undefined: only by hand. Another
 * `read` is another question: what was known of the one before is forgotten.
 */
export function useGatewayRead<T>(
  read: (send: GatewaySend, signal: AbortSignal) => Promise<T>,
  everyOf: (value: T | undefined) => number | undefined,
): GatewayRead<T> {
  const { host } = useApp();
  const [known, setKnown] = useState<Known<T>>({ of: read });
  const [busy, setBusy] = useState(true);
  const mine: Known<T> = known.of === read ? known : { of: read };
  const { ask, again } = useAutoRefresh({ every: everyOf(mine.value), busy, moment: presentMoment });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const tell = (become: (before: Known<T>) => Known<T>): void => {
      if (signal.aborted) return;
      setKnown((before) => become(before.of === read ? before : { of: read }));
      setBusy(false);
    };
    setBusy(true);
    read(host.gateway, signal).then(
      (value) => {
        tell(() => ({ of: read, value, at: presentMoment() }));
      },
      (error: unknown) => {
        tell((before) => ({ ...before, trouble: troubleOf(error) }));
      },
    );
    return () => {
      controller.abort();
    };
  }, [host, read, ask]);
  return { value: mine.value, at: mine.at, trouble: mine.trouble, busy, again };
}

interface Known<T> {
  /** The question. */
  readonly of: unknown;
  readonly value?: T;
  readonly at?: number;
  readonly trouble?: GatewayTrouble;
}
