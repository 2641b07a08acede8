import type { PanelState } from './panelStates.ts';
import type { Canned, Readings } from './cannedAnswers.ts';
import { exampleModel } from './grafana/emitted.ts';

const SEVERAL = ['shop', 'search', 'mail', 'billing', 'a-service-with-quite-a-long-name-as-they-are-in-real-life'];

/** A small model of several services, judged against fixed lines. */
export const SEVERAL_SERVICES = {
  apiVersion: 'releaserisk/v1',
  kind: 'RiskModel',
  name: 'web',
  title: 'Web services',
  owner: 'Tests',
  identity: { labels: ['service'], services: SEVERAL },
  datasources: { metrics: 'prometheus' },
  signals: ['errors', 'latency', 'saturation'].map((id) => ({
    id,
    title: `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    datasource: 'metrics',
    query: `max by (service) (${id})`,
    weight: 10,
    critical: id === 'errors',
    limit: { above: { yellow: 1, red: 2 } },
  })),
};

/** Among them calm, yellow, vetoed and one without readings. */
export function severalRows(): Readings {
  const rows = (values: readonly number[]): Canned => ({
    rows: SEVERAL.map((service, index) => ({ labels: { service }, value: values[index] ?? 0 })),
  });
  return {
    V_errors: rows([0.1, 3, 0.2, 1e100, 0.4]),
    V_latency: rows([0.5, 1.2, 1.7, 1e100, 0.9]),
    V_saturation: rows([0.1, 2.4, 1.3, 1e100, 0.2]),
  };
}

/** A model whose recorded scores are read, not its readings. */
export const MANY_SERVICES = exampleModel('all-prometheus-1000');

const names = Array.from({ length: 1000 }, (_, index) => `service-${String(index).padStart(4, '0')}`);

/** What recording rules wrote of a thousand services. */
export function thousandRows(): Readings {
  const all = (value: (index: number) => number): Canned => ({
    rows: names.map((service, index) => ({ labels: { service }, value: value(index) })),
  });
  const notGreen = (signal: string, every: number, grade: number) =>
    names.flatMap((service, index) => (index % every === 0 ? [{ labels: { service, signal }, value: grade }] : []));
  return {
    A: all(() => 1),
    score: all((index) => (index % 97 === 0 ? 1.8 : index % 13 === 0 ? 0.8 : 0.1)),
    coverage: all((index) => (index % 50 === 0 ? 0.4 : 1)),
    veto: all((index) => (index % 211 === 0 ? 1 : 0)),
    inconclusive: all((index) => (index % 50 === 0 ? 1 : 0)),
    notGreen: {
      rows: [...notGreen('error_rate', 97, 2), ...notGreen('latency', 50, -1)],
    },
  };
}

/** A panel that asks a model of as many services as wanted, each signal with samples, all calm but every tenth. */
export function planOfServices(count: number, signals = 5): PanelState {
  const services = names.slice(0, count);
  const ids = Array.from({ length: signals }, (_, index) => `signal_${String(index + 1)}`);
  const model = {
    ...SEVERAL_SERVICES,
    name: `web-${String(count)}`,
    identity: { labels: ['service'], services },
    signals: ids.map((id) => ({
      id,
      title: id,
      datasource: 'metrics',
      query: `max by (service) (${id})`,
      weight: 10,
      samples: { query: `sum by (service) (${id}_count)`, atLeast: 1 },
      limit: { above: { yellow: 1, red: 2 } },
    })),
  };
  const all = (value: (index: number) => number): Canned => ({
    rows: services.map((service, index) => ({ labels: { service }, value: value(index) })),
  });
  const readings = Object.fromEntries(
    ids.flatMap((id) => [
      [`V_${id}`, all((index) => (index % 10 === 0 ? 1.5 : 0.2))],
      [`N_${id}`, all(() => 50)],
    ]),
  );
  const options = { source: 'live', model };
  return {
    name: `${String(count)} services`,
    says: [],
    options,
    targets: [],
    readings: { SV: all(() => 1), ...readings },
  };
}
