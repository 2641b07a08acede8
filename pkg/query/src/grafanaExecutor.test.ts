import { makePlan } from '@release-risk/compiler/makePlan';
import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { engineDifferences } from './engineAgrees.ts';
import { scoreExecution } from './evaluate.ts';
import { executeInGrafana } from './grafanaExecutor.ts';
import { FrameError, noticesInFrames, samplesInFrames, seriesInFrames } from './grafanaFrames.ts';
import {
  grafanaSource,
  type GrafanaAnswer,
  type GrafanaNode,
  type GrafanaQuery,
  type PostQuery,
} from './grafanaSource.ts';

const TEXT = `apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity: { labels: [service], services: [a, b] }
datasources: { one: prometheus, two: loki }
signals:
  - { id: first, title: First, datasource: one, query: up, weight: 1, limit: { above: { yellow: 2, red: 4 } } }
  - { id: second, title: Second, datasource: two, query: 'sum by (service) (rate({a="b"}[1m]))', weight: 1, limit: { above: { yellow: 2, red: 4 } } }
`;
const read = readModel(TEXT, 'shop.yaml');
if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
const { model } = read;
const plan = makePlan(model, { services: [{ service: 'a' }, { service: 'b' }] });
const BINDINGS = {
  one: { name: 'one', type: 'prometheus', uid: 'prom' },
  two: { name: 'two', type: 'loki', uid: 'loki' },
} as const;

/** Frames as Grafana writes them: one per row. */
function rows(values: Readonly<Record<string, number>>): GrafanaNode {
  const frames = Object.entries(values).map(([service, value]) => ({
    schema: { fields: [{ name: 'Value', type: 'number', labels: { service } }] },
    data: { values: [[value]] },
  }));
  return { frames, error: undefined };
}

const READINGS = { V_first: rows({ a: 5, b: 1 }), V_second: rows({ a: 1, b: 3 }) };
const OUTPUTS = {
  R: rows({ a: 1, b: 0.5 }),
  W: rows({ a: 1, b: 1 }),
  VE: rows({ a: 0, b: 0 }),
  IN: rows({ a: 0, b: 0 }),
  RD: rows({ a: 1, b: 0 }),
  G_first: rows({ a: 2, b: 0 }),
  G_second: rows({ a: 0, b: 1 }),
};

function answering(nodes: Readonly<Record<string, GrafanaNode>>): { post: PostQuery; asked: GrafanaQuery[] } {
  const asked: GrafanaQuery[] = [];
  return {
    asked,
    post: (query) => {
      asked.push(query);
      return Promise.resolve({ ok: true, nodes });
    },
  };
}

async function run(post: PostQuery) {
  const { execution, engine } = await executeInGrafana(plan, BINDINGS, post, 1000);
  return { evaluation: scoreExecution(model, plan, execution), engine };
}

describe('The Grafana executor', () => {
  it('asks queries and expressions in one request of one moment, and hides the steps on the way', async () => {
    const { post, asked } = answering({ ...READINGS, ...OUTPUTS });
    await run(post);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.to).toBe('1000000');
    const byName = new Map(asked[0]?.queries.map((query) => [query['refId'], query]));
    expect(byName.get('V_first')).toMatchObject({ instant: true, range: false, datasource: { uid: 'prom' } });
    expect(byName.get('V_second')).toMatchObject({ queryType: 'instant', datasource: { uid: 'loki' } });
    expect(byName.get('R')).not.toHaveProperty('hide');
    expect(byName.get('P_first')).toMatchObject({ type: 'math', hide: true });
  });

  it('gives readings that score() explains, and the engine’s own outputs, which agree', async () => {
    const { evaluation, engine } = await run(answering({ ...READINGS, ...OUTPUTS }).post);
    expect(evaluation.services.map(({ result }) => [result.score, result.verdict])).toEqual([
      [1, 'Medium'],
      [0.5, 'Low'],
    ]);
    expect(engine.ok && engine.outputs({ service: 'a' })).toMatchObject({
      score: 1,
      red: true,
      grades: { first: 2, second: 0 },
    });
    expect(engineDifferences(plan, evaluation, engine)).toEqual([]);
  });

  it('names every number in which the engine differs', async () => {
    const { evaluation, engine } = await run(
      answering({ ...READINGS, ...OUTPUTS, R: rows({ a: 1.5 }), G_second: rows({ a: 1, b: 1 }) }).post,
    );
    expect(engineDifferences(plan, evaluation, engine)).toEqual([
      'a: score is 1.5 in Grafana and 1 here',
      'a: grade of second is 1 in Grafana and 0 here',
      'b: Grafana gives no score',
    ]);
  });

  it('keeps the readings of the other queries when one fails', async () => {
    const failed = { frames: [], error: 'connection refused' };
    const { evaluation, engine } = await run(
      answering({ ...READINGS, V_second: failed, R: { frames: [], error: 'dependency' } }).post,
    );
    expect(engine).toMatchObject({ ok: false });
    expect(evaluation.services[0]?.result.signals.map(({ missing }) => missing)).toEqual([undefined, 'value']);
    expect(evaluation.failures[0]?.reason).toContain('connection refused');
    expect(engineDifferences(plan, evaluation, engine)).toEqual([]);
  });

  it('asks each query for itself when Grafana refuses the whole, so that one lost datasource hides no other', async () => {
    const post: PostQuery = (query): Promise<GrafanaAnswer> => {
      const [first] = query.queries;
      const prometheus = query.queries.length === 1 && JSON.stringify(first).includes('"prom"');
      return Promise.resolve(
        prometheus
          ? { ok: true, nodes: { A: rows({ a: 5, b: 1 }) } }
          : { ok: false, reason: 'Data source not found', hint: 'Bind another.' },
      );
    };
    const { evaluation, engine } = await run(post);
    expect(engine).toEqual({ ok: false, reason: 'Data source not found' });
    expect(evaluation.services[0]?.result.signals.map(({ missing }) => missing)).toEqual([undefined, 'value']);
    expect(evaluation.failures[0]).toMatchObject({ hint: 'Bind another.' });
  });

  it('rejects when it is interrupted', async () => {
    const interrupt = new AbortController();
    const post: PostQuery = () => {
      interrupt.abort();
      return Promise.resolve({ ok: true, nodes: {} });
    };
    await expect(executeInGrafana(plan, BINDINGS, post, 1000, interrupt.signal)).rejects.toThrow();
  });
});

describe('Frames', () => {
  const frame = (field: object, values: unknown[], entities?: object) => ({
    schema: { fields: [{ name: 'Value', type: 'number', ...field }], meta: { notices: [{ text: 'dropped' }] } },
    data: { values: [values], ...(entities === undefined ? {} : { entities: [entities] }) },
  });

  const samples: readonly (readonly [string, unknown, unknown])[] = [
    ['a number', frame({ labels: { a: 'b' } }, [3]), [{ labels: { a: 'b' }, value: 3 }]],
    ['NaN from beside the column', frame({}, [null], { NaN: [0] }), [{ labels: {}, value: NaN }]],
    ['infinities', frame({}, [null], { Inf: [0] }), [{ labels: {}, value: Infinity }]],
    ['null, which is no row', frame({}, [null]), []],
    ['a column without rows', frame({}, []), []],
    ['no field at all', { schema: {}, data: {} }, []],
  ];
  it.each(samples)('hold %s', (_, given, expected) => {
    expect(samplesInFrames([given])).toEqual(expected);
  });

  it('hold series with times in seconds, without points that are null', () => {
    const given = {
      schema: { fields: [{ type: 'time' }, { type: 'number', labels: { a: 'b' } }] },
      data: {
        values: [
          [1000, 2000, 3000],
          [1, null, 3],
        ],
      },
    };
    const [series] = seriesInFrames([given]);
    expect([...(series?.points.times ?? [])]).toEqual([1, 3]);
    expect([...(series?.points.values ?? [])]).toEqual([1, 3]);
  });

  it('carry notices, and are refused when they are something else', () => {
    expect(noticesInFrames([frame({}, [1])])).toEqual(['dropped']);
    expect(() => samplesInFrames([{ data: 1 }])).toThrow(FrameError);
  });
});

describe('A datasource asked through Grafana', () => {
  const source = (answer: GrafanaAnswer) => grafanaSource(BINDINGS.one, () => Promise.resolve(answer));

  it('answers instant queries', async () => {
    const { samples } = await source({ ok: true, nodes: { A: rows({ a: 1 }) } }).instant('up', 10);
    expect(samples).toEqual([{ labels: { service: 'a' }, value: 1 }]);
  });

  it.each([
    ['a query that fails', { ok: true, nodes: { A: { frames: [], error: 'parse error' } } }, 'badQuery'],
    ['a refusal', { ok: false, reason: 'gone', hint: 'bind' }, 'invalidRequest'],
    ['frames of another shape', { ok: true, nodes: { A: { frames: [7], error: undefined } } }, 'unexpectedShape'],
  ] as const)('rejects %s with a QueryError', async (_, answer, code) => {
    await expect(source(answer).instant('up', 10)).rejects.toMatchObject({ name: 'QueryError', code });
  });

  it('lists no labels', async () => {
    await expect(source({ ok: true, nodes: {} }).labelValues('a')).rejects.toMatchObject({ code: 'invalidRequest' });
  });
});
