import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { NO_READING, type Reading } from '@release-risk/model/reading';
import type { ServiceReadings } from './planAnswered.ts';

/** The document of a shop: three signals of one weight over two datasources, the errors of them a veto. */
export const SHOP = {
  apiVersion: 'releaserisk/v1',
  kind: 'RiskModel',
  name: 'shop',
  identity: { labels: ['service'], services: ['cart', 'pay'] as unknown },
  datasources: { metrics: 'prometheus', logs: 'loki' } as Readonly<Record<string, string>>,
  signals: [
    line('latency', 'metrics', 'max by (service) (latency)', false),
    line('errors', 'logs', 'sum by (service) (count_over_time({app="shop"} |= "error" [5m]))', true),
    line('queue', 'metrics', 'max by (service) (queue)', false),
  ],
};

function line(id: string, datasource: string, query: string, critical: boolean) {
  return { id, title: id, datasource, query, weight: 1, critical, limit: { above: { yellow: 2, red: 4 } } };
}

/** The model of a document that must be sound. */
export function modelOf(document: unknown): RiskModel {
  const read = readModel(JSON.stringify(document), 'test');
  if (read.ok) return read.model;
  throw new Error(read.diagnostics.map(({ path, code, message }) => `${path}: ${code} ${message}`).join('\n'));
}

export const SHOP_MODEL = modelOf(SHOP);

/** Every datasource is Prometheus, so that recording rules can score the model; services are discovered. */
export const METRICS_SHOP = {
  ...SHOP,
  identity: { labels: ['service'], services: { discover: { datasource: 'metrics', query: 'up' } } as unknown },
  datasources: { metrics: 'prometheus' },
  signals: SHOP.signals.map((signal) => ({
    ...signal,
    datasource: 'metrics',
    query: `max by (service) (${signal.id})`,
  })),
};

/** Readings of one service, by the model's order; what is left out is missing. */
export function readingsOf(service: string, ...values: readonly (number | undefined)[]): ServiceReadings {
  const readings = values.map((value): Reading => (value === undefined ? NO_READING : { ...NO_READING, value }));
  return { service: { service }, readings };
}

/** What the shop's logical datasources are bound to. */
export const SHOP_BINDINGS = {
  metrics: { name: 'metrics', type: 'prometheus', uid: 'uid-metrics' },
  logs: { name: 'logs', type: 'loki', uid: 'uid-logs' },
} as const;

/** A moment, in epoch seconds. */
export const AT = 1_795_000_000;
