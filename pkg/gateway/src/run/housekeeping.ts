import type { Clock } from '@release-risk/query/transport';
import type { GatewayConfig } from '../config/gatewayConfig.ts';
import type { FlowLog } from '../flow/parts.ts';
import type { GatewayMetrics } from '../metrics/metrics.ts';
import type { Store } from '../store/store.ts';

const EVERY_MS = 3_600_000;

export interface HousekeepingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Pick<GatewayMetrics, 'auditBroken'>;
  readonly log: FlowLog;
  readonly retention: GatewayConfig['retention'];
}

/** Each hour: forgets what is old, and walks the audit log. Resolves when `signal` aborts. */
export async function keepHouse(
  { store, clock, metrics, log, retention }: HousekeepingParts,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const broken = await store.firstBrokenAudit();
      metrics.auditBroken(broken !== undefined);
      if (broken !== undefined) log.warn({ number: broken }, 'The audit log was changed');
      const now = clock.now();
      await store.forget({
        deliveriesBefore: now - retention.deliveries,
        rollbacksBefore: now - retention.rollbacks,
      });
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'Housekeeping has to wait');
    }
    await clock.sleep(EVERY_MS, signal).catch(() => undefined);
  }
}
