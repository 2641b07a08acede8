import { SHOP_MODEL } from '@release-risk/cli/testing/shop';
import { modelOf } from '@release-risk/query/testing/modelOf';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { notAssessed } from './assessment.ts';
import { exploreLink } from './exploreLink.ts';

const MODEL = modelOf(SHOP_MODEL);
const AT = Date.UTC(2026, 10, 21, 12);
const BINDINGS = { metrics: { name: 'metrics', type: 'prometheus', uid: 'prom' } } as const;
const PANES = z.object({
  risk: z.object({
    datasource: z.string(),
    queries: z.array(z.object({ refId: z.string(), expr: z.string(), range: z.boolean() })),
    range: z.object({ from: z.string(), to: z.string() }),
  }),
});

const assessed = (grades: Readonly<Record<string, number | null>>) => ({
  ...notAssessed('', AT / 1000),
  signals: Object.entries(grades).map(([id, grade]) => ({ id, title: id, grade, points: 0, text: '' })),
});

describe('The link to Explore', () => {
  it.each(['https://grafana.test/sub', 'https://grafana.test/sub/'])(
    'below %s shows the first red signal',
    (grafana) => {
      const link = new URL(
        exploreLink(grafana, MODEL, BINDINGS, assessed({ error_rate: 1, latency: 2, queue: 2 }), AT) ?? '',
      );
      expect(`${link.origin}${link.pathname}`).toBe('https://grafana.test/sub/explore');
      expect(link.searchParams.get('schemaVersion')).toBe('1');
      const { risk } = PANES.parse(JSON.parse(link.searchParams.get('panes') ?? ''));
      expect(risk.datasource).toBe('prom');
      expect(risk.queries).toEqual([{ refId: 'A', expr: 'max by (service) (shop_latency_ms)', range: true }]);
      expect(risk.range).toEqual({ from: String(AT - 3_600_000), to: String(AT + 900_000) });
    },
  );

  it.each<[string, Parameters<typeof exploreLink>[2], Readonly<Record<string, number | null>>]>([
    ['no signal is red', BINDINGS, { error_rate: 1, latency: null, queue: 0 }],
    ['its datasource is none of Grafana', {}, { error_rate: 2 }],
    ['the model has no such signal any more', BINDINGS, { gone: 2 }],
  ])('is none where %s', (_, bindings, grades) => {
    expect(exploreLink('https://grafana.test', MODEL, bindings, assessed(grades), AT)).toBeUndefined();
  });
});
