import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { frozenSignals, makeFreezePlan } from './freezePlan.ts';

const TEXT = `apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity: { services: [api] }
datasources: { metrics: prometheus, logs: loki }
signals:
  - id: latency
    title: Latency
    datasource: metrics
    query: max by (service) (latency)
    weight: 1
    baseline: { kind: frozen, window: 1d, step: 10m }
    limit: { increase: 5 }
  - id: errors
    title: Errors
    datasource: logs
    query: sum by (service) (count_over_time({app="api"} |= "error" [5m]))
    weight: 1
    baseline: { kind: frozen, window: 1d, step: 10m }
    limit: { sigmas: 3, atLeast: 2 }
  - id: cpu
    title: CPU
    datasource: metrics
    query: max by (service) (cpu)
    weight: 1
    limit: { increase: 1 }
`;

function model() {
  const read = readModel(TEXT, 'shop.yaml');
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join('; '));
  return read.model;
}

describe('the plan that freezes baselines', () => {
  const plan = makeFreezePlan(model(), [{ service: 'api' }], 1_795_260_000);

  it('asks for the frozen signals only, and for a deviation only where the limit needs one', () => {
    expect(frozenSignals(model()).map(({ id }) => id)).toEqual(['latency', 'errors']);
    expect(plan.queries.map(({ refId }) => refId)).toEqual([
      'M_latency',
      'H_latency',
      'M_errors',
      'D_errors',
      'H_errors',
    ]);
  });

  it('lets Prometheus compute them at the moment of the deployment', () => {
    const mean = plan.queries.find(({ refId }) => refId === 'M_latency');
    expect(mean?.form).toEqual({ kind: 'instant' });
    expect(mean?.expr).toContain('avg_over_time(');
    expect(mean?.expr).toContain('[1d:10m] @ 1795260000');
  });

  it('asks Loki once for the samples of the window that ends now, reduced in three ways', () => {
    const loki = plan.queries.filter(({ type }) => type === 'loki');
    expect(new Set(loki.map(({ expr }) => expr)).size).toBe(1);
    expect(loki.map(({ form }) => form)).toEqual(
      ['mean', 'deviation', 'count'].map((reducer) => ({ kind: 'range', from: 86_400, to: 0, step: 600, reducer })),
    );
  });

  it('says how many samples a full baseline has', () => {
    const history = plan.queries.flatMap(({ purpose }) => (purpose.kind === 'history' ? [purpose.expected] : []));
    expect(history).toEqual([144, 144]);
  });
});
