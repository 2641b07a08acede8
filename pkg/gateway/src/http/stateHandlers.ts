import type { GatewayMetrics } from '../metrics/metrics.ts';
import type { Handlers } from './handler.ts';
import type { Operations } from './operations.ts';

type Routes = 'metrics' | 'health' | 'ready' | 'openapi';

/** What watches over the gateway asks. */
export function stateHandlers(
  operations: Pick<Operations, 'problems'>,
  metrics: Pick<GatewayMetrics, 'text' | 'contentType'>,
  document: unknown,
): Pick<Handlers, Routes> {
  return {
    metrics: async () => ({ body: await metrics.text(), contentType: metrics.contentType }),
    health: async () => Promise.resolve({ body: { status: 'ok' } }),
    async ready() {
      const problems = [...(await operations.problems())];
      return problems.length === 0
        ? { body: { status: 'ready', problems } }
        : { body: { status: 'not ready', problems }, status: 503 };
    },
    openapi: async () => Promise.resolve({ body: document }),
  };
}
