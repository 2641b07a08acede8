import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that knows the error ratio of services: bad ones are High, calm ones Low. */
export interface FakePrometheus {
  readonly url: string;
  readonly bad: Set<string>;
  close(): Promise<void>;
}

const BAD = 0.4;
const CALM = 0.001;

/** `services` are those it has readings of. */
export async function startFakePrometheus(services: readonly string[]): Promise<FakePrometheus> {
  const bad = new Set<string>();
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const result = services.map((service) => ({
        metric: { service },
        value: [Date.now() / 1000, String(bad.has(service) ? BAD : CALM)],
      }));
      const body = JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    bad,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The model whose one signal it answers. */
export function faultModel(services: readonly string[], actionMode: 'ask' | 'act'): string {
  return `
apiVersion: releaserisk/v1
kind: RiskModel
name: faults
title: Faults
owner: Tests
identity: { labels: [service], services: [${services.join(', ')}] }
datasources: { metrics: prometheus }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: sum by (service) (error_ratio), unit: ratio, weight: 1, critical: true, limit: { above: { yellow: 0.1, red: 0.2 } } }
policy: { warmUp: 1m, actionWindow: 2h, cooldown: 30m }
action: { mode: ${actionMode} }
contactPoints: { pipeline: { gateway: gateway }, team: tests }
`;
}
