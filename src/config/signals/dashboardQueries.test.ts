import { describe, expect, it } from 'vitest';
import { DATASOURCES } from '../../testing/cannedHost.ts';
import { dashboardQueries, ofPanel } from './dashboardQueries.ts';
import { signalOfQuery } from './signalOfQuery.ts';

const found = (dashboard: Record<string, unknown>) => dashboardQueries(dashboard, DATASOURCES);
const target = (expr: string, uid?: string) => ({
  refId: 'A',
  expr,
  ...(uid === undefined ? {} : { datasource: { uid } }),
});

describe('The queries of a dashboard', () => {
  it.each([{}, { panels: 3 }, { panels: [null, 'x', { targets: {} }] }, { templating: [], panels: [{ id: 1 }] }])(
    'are none in what is no dashboard: %j',
    (dashboard) => {
      expect(found(dashboard)).toEqual({ queries: [], others: 0, libraryPanels: [] });
    },
  );

  it('stand in panels, and in panels of folded rows', () => {
    const inner = { id: 2, title: 'Inner', targets: [target('b', 'uid-logs')] };
    const { queries } = found({
      panels: [
        { id: 1, title: 'Outer', targets: [target('a', 'uid-metrics')] },
        { id: 9, type: 'row', panels: [inner] },
      ],
    });
    expect(queries.map(({ title, expr, datasource }) => [title, expr, datasource.type])).toEqual([
      ['Outer', 'a', 'prometheus'],
      ['Inner', 'b', 'loki'],
    ]);
  });

  it('are asked where the query, its panel, a variable or the default says', () => {
    const { queries } = found({
      templating: { list: [{ name: 'ds', type: 'datasource', current: { value: 'uid-logs' } }] },
      panels: [
        { id: 1, datasource: { uid: '-- Mixed --' }, targets: [target('a', 'uid-logs')] },
        { id: 2, datasource: 'logs', targets: [target('b')] },
        { id: 3, datasource: { uid: '${ds}' }, targets: [target('c')] },
        { id: 4, targets: [target('d')] },
      ],
    });
    expect(queries.map(({ datasource }) => datasource.name)).toEqual(['logs', 'logs', 'logs', 'metrics']);
  });

  it('of other datasources are counted, expressions are not, library panels are named', () => {
    const { queries, others, libraryPanels } = found({
      panels: [
        { id: 1, targets: [target('a', 'influx'), { refId: 'B', datasource: { uid: '__expr__' }, expression: '$A' }] },
        { id: 2, title: 'Lib', libraryPanel: { uid: 'l' } },
      ],
    });
    expect([queries, others, libraryPanels]).toEqual([[], 1, ['Lib']]);
  });

  it('can be those of one panel only', () => {
    const panels = [1, 12].map((id) => ({ id, targets: [target(`q${String(id)}`)] }));
    expect(ofPanel(found({ panels }), '1').queries.map(({ expr }) => expr)).toEqual(['q1']);
  });

  it('have the values of constants and text boxes', () => {
    const list = [{ name: 'c', type: 'constant', query: '7' }];
    expect(found({ templating: { list }, panels: [{ id: 1, targets: [target('x')] }] }).queries[0]?.variables).toEqual([
      { name: 'c', values: ['7'], allValue: undefined },
    ]);
  });
});

describe('A signal of a query', () => {
  const made = (title: string, query: string, grafanaUnit?: string, type: 'prometheus' | 'loki' = 'prometheus') =>
    signalOfQuery({ title, datasource: 'd', type, query, grafanaUnit });

  it('has the unit of its panel, else the one its words suggest', () => {
    expect(made('Errors', 'a / b', 'percentunit')).toMatchObject({ unit: 'ratio', limit: { increase: 0.05 } });
    expect(made('Latency', 'histogram_quantile(0.9, rate(x_seconds_bucket[5m]))')).toMatchObject({ unit: 's' });
    expect(made('Something', 'x')).not.toHaveProperty('unit');
  });

  it('is worse lower where it counts what goes on, and never scans a week of logs', () => {
    expect(made('Message throughput', 'x')).toMatchObject({ worse: 'lower' });
    expect(made('Error lines', 'x', undefined, 'loki')).toMatchObject({ baseline: { kind: 'sameHour' } });
  });
});
