import type { RiskModel } from '@release-risk/model/model';
import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { costChecks } from './costChecks.ts';
import { modelChecks } from './modelChecks.ts';
import { pipelineOf } from './pipeline.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

function modelWith(baseline: string, rest = ''): RiskModel {
  const text = `apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity: { labels: [service], services: [a] }
datasources: { metrics: prometheus, logs: loki }
${rest}
signals:
  - id: errors
    title: Errors
    datasource: metrics
    query: sum by (service) (rate(errors_total[1m]))
    weight: 1
    worse: higher
    baseline: ${baseline}
    limit: { sigmas: 3, atLeast: 1 }
`;
  const read = readModel(text, 'shop.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.model;
}

const TRAILING = '{ kind: trailing, window: 7d, step: 5m }';

describe('People behind a model', () => {
  it('are asked for when nobody is named', () => {
    const checks = modelChecks(modelWith(TRAILING), NOW);
    expect(checks.map(({ what, level }) => `${what} ${level}`)).toEqual([
      'Owner fail',
      'Runbook fail',
      'Escalation fail',
      'Review fail',
    ]);
    expect(checks.every(({ hint }) => hint !== undefined)).toBe(true);
  });

  it.each([
    ['2026-11-21', 'ok'],
    ['2026-08-23', 'ok'],
    ['2026-08-22', 'fail'],
    ['2027-01-01', 'warn'],
  ])('reviewed it on %s: %s', (day, level) => {
    const review = modelChecks({ ...modelWith(TRAILING), reviewed: day }, NOW).find(({ what }) => what === 'Review');
    expect(review?.level).toBe(level);
  });
});

describe('What a signal costs', () => {
  it.each([
    [TRAILING, 4033, 'recorded'],
    ['{ kind: sameHour, weeks: 4 }', 9, undefined],
    ['{ kind: recorded, window: 7d, step: 5m }', 3, undefined],
    ['{ kind: robust, window: 1d, step: 5m }', 1153, 'recorded'],
  ])('with baseline %s is %s runs of its query', (baseline, runs, cheaper) => {
    const [check] = costChecks(modelWith(baseline));
    expect(check?.found).toContain(`${String(runs)} runs`);
    if (cheaper === undefined) expect(check?.hint).toBeUndefined();
    else expect(check?.hint).toContain(cheaper);
  });
});

describe('Where the pipeline is', () => {
  const gateway = modelWith(TRAILING, 'contactPoints: { pipeline: { gateway: gw } }');

  it('is the address of the gateway, with or without its path', () => {
    const urls = ['https://gw.example.com', 'https://gw.example.com/', 'https://gw.example.com/v1/alerts/grafana'].map(
      (pipeline) => pipelineOf(gateway, { where: pipeline })?.settings['url'],
    );
    expect(new Set(urls)).toEqual(new Set(['https://gw.example.com/v1/alerts/grafana']));
  });

  it('may be left open: then one of that name must be there', () => {
    expect(pipelineOf(gateway, undefined)).toBeUndefined();
  });

  it.each([
    ['no address', gateway, 'gateway'],
    ['credentials in the address', gateway, 'https://a:b@gw.example.com'],
    ['a model without a pipeline', modelWith(TRAILING), 'https://gw.example.com'],
  ])('is refused: %s', (_, model, pipeline) => {
    expect(() => pipelineOf(model, { where: pipeline })).toThrow(expect.objectContaining({ code: 'RR601' }) as Error);
  });
});
