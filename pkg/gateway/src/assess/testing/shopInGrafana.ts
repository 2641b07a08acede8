import { shopAnswer, type ShopReadings } from '@release-risk/cli/testing/fakeShop';
import { grafanaClient, type GrafanaClient } from '@release-risk/grafana/client';
import { cannedTransport, type CannedAnswer, type CannedTransport } from '@release-risk/query/testing/cannedTransport';
import type { Clock } from '@release-risk/query/transport';
import { z } from 'zod';

const QUERY = z.object({ queries: z.array(z.object({ refId: z.string(), expr: z.string().optional() })) });
const VECTOR = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

/** A Grafana over the shop's Prometheus. `engine` says what its expressions give; `refused` answers in its place. */
export function shopInGrafana(
  readings: ShopReadings,
  engine: (refId: string) => number,
  refused: (path: string) => CannedAnswer | undefined = () => undefined,
): CannedTransport {
  return cannedTransport(({ url, body = '' }) => {
    const path = new URL(url).pathname;
    const instead = refused(path);
    if (instead !== undefined) return instead;
    if (path === '/api/datasources') return { body: [{ uid: 'prom', name: 'Prometheus', type: 'prometheus' }] };
    const { queries } = QUERY.parse(JSON.parse(body));
    const nodes = queries.map(
      ({ refId, expr }) =>
        [
          refId,
          {
            status: 200,
            frames:
              expr === undefined
                ? [frame({ service: 'checkout' }, engine(refId))]
                : framesOf(shopAnswer(expr, readings)),
          },
        ] as const,
    );
    return { body: { results: Object.fromEntries(nodes) } };
  });
}

function framesOf({ body }: CannedAnswer) {
  return VECTOR.parse(body).data.result.map(({ metric, value }) => frame(metric, Number(value[1])));
}

function frame(labels: Readonly<Record<string, string>>, value: number) {
  return {
    schema: { fields: [{ name: 'Value', type: 'number', labels }] },
    data: { values: [[value]] },
  };
}

/** Opens clients for it. */
export function clientsOf({ transport }: CannedTransport, clock: Clock): (signal: AbortSignal) => GrafanaClient {
  return (signal) =>
    grafanaClient({ url: 'http://grafana.test', auth: { kind: 'none' }, attempts: 1 }, transport, clock, signal);
}
