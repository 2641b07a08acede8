import { describe, expect, it } from 'vitest';
import { grafanaClient } from '../client.ts';
import { patientClock } from '../testing/clocks.ts';
import { readStateHistory } from './stateHistory.ts';

/** Reads a frame of these columns. */
function reading(columns: Readonly<Record<string, readonly unknown[]>>) {
  const asked: string[] = [];
  const frame = {
    schema: { fields: Object.keys(columns).map((name) => ({ name })) },
    data: { values: Object.values(columns) },
  };
  const client = grafanaClient(
    { url: 'http://grafana', auth: { kind: 'none' } },
    ({ url }) => {
      asked.push(url);
      const text = JSON.stringify(frame);
      return Promise.resolve({ status: 200, header: () => undefined, text: () => Promise.resolve(text) });
    },
    patientClock(),
  );
  return { asked, read: () => readStateHistory(client, 'rr act', { from: 100.7, to: 200.2 }) };
}

describe('The history of a rule', () => {
  it('is asked in whole seconds', async () => {
    const { asked, read } = reading({ time: [], line: [] });
    expect(await read()).toEqual([]);
    expect(asked).toEqual(['http://grafana/api/v1/rules/history?ruleUID=rr+act&from=100&to=201&limit=1000']);
  });

  it('kept in Loki is a line for each change; what is none is left out', async () => {
    const line = { previous: 'Normal', current: 'Alerting', labels: { service: 'a' } };
    const { read } = reading({ time: [1000, 'no', 3000, 4000], line: [line, line, 'no', { labels: null }] });
    expect(await read()).toEqual([
      { at: 1000, from: 'Normal', to: 'Alerting', labels: { service: 'a' } },
      { at: 4000, from: '', to: '', labels: {} },
    ]);
  });

  it('kept in annotations is told by text, and its times are milliseconds that were taken for seconds', async () => {
    const text = 'Bot: High, {very} {alertname=Bot: High, service=lead, bot = {1}, version=1.2} - ACT=1.0';
    const { read } = reading({
      time: [1_795_520_450_000_000, 1_795_520_450_000, 5, 6],
      text: [text, 'no labels', text, 7],
      prev: ['Pending', 'Normal', 3, 'Normal'],
      next: ['Alerting', 'Pending', 'Normal', 'Alerting (NoData)'],
    });
    expect(await read()).toEqual([
      {
        at: 1_795_520_450_000,
        from: 'Pending',
        to: 'Alerting',
        labels: { alertname: 'Bot: High', service: 'lead, bot = {1}', version: '1.2' },
      },
      { at: 1_795_520_450_000, from: 'Normal', to: 'Pending', labels: {} },
      { at: 6, from: 'Normal', to: 'Alerting (NoData)', labels: {} },
    ]);
  });
});
