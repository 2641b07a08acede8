import { describe, expect, it } from 'vitest';
import { grafanaClient } from '../client.ts';
import { patientClock } from '../testing/clocks.ts';
import { listAlerts } from './alerts.ts';
import { readRulesLabelled } from './ruleState.ts';

function reading(status: number, answer: unknown) {
  const asked: string[] = [];
  const client = grafanaClient(
    { url: 'http://grafana', auth: { kind: 'none' }, attempts: 1 },
    ({ url }) => {
      asked.push(url);
      const text = JSON.stringify(answer);
      return Promise.resolve({ status, header: () => undefined, text: () => Promise.resolve(text) });
    },
    patientClock(),
  );
  return { asked, client };
}

const LISTED = {
  labels: { __alert_rule_uid__: 'rr-act', alertname: 'High', service: 'bot' },
  annotations: { __orgId__: '1', summary: 'risk 1' },
  startsAt: '2026-11-24T14:56:50.000Z',
  endsAt: '2026-11-24T14:59:20.000Z',
  updatedAt: '2026-11-24T14:57:20.006Z',
  fingerprint: 'bf5891df074fc46e',
  receivers: [{ name: 'gw' }],
  generatorURL: 'http://localhost:3000/alerting/grafana/rr-act/view',
  status: { inhibitedBy: [], silencedBy: ['s1'], state: 'suppressed' },
};

describe('Alerts that fire', () => {
  it('are listed with what silences them', async () => {
    const { client, asked } = reading(200, [LISTED]);
    expect(await listAlerts(client)).toEqual([
      {
        labels: LISTED.labels,
        annotations: LISTED.annotations,
        startsAt: LISTED.startsAt,
        endsAt: LISTED.endsAt,
        generatorURL: LISTED.generatorURL,
        status: LISTED.status,
      },
    ]);
    expect(asked).toEqual(['http://grafana/api/alertmanager/grafana/api/v2/alerts']);
  });

  it('without a right to see them say which one is missing', async () => {
    const { client } = reading(403, { message: 'Access denied' });
    await expect(listAlerts(client)).rejects.toMatchObject({
      code: 'forbidden',
      fault: { permissions: ['alert.instances:read'] },
    });
  });

  it.each([[{ alerts: [] }], [[{ labels: {} }]], ['<html>']])('are not made up from %j', async (answer) => {
    const { client } = reading(200, answer);
    await expect(listAlerts(client)).rejects.toMatchObject({ code: 'unexpectedShape' });
  });
});

describe('Rules with a label', () => {
  it('are chosen by its value, from all folders, without their alerts', async () => {
    const rule = (uid: string, labels: Readonly<Record<string, string>>) => ({
      uid,
      name: uid,
      state: 'firing',
      labels,
    });
    const groups = [
      { name: 'a', rules: [rule('one', { kind: 'act' }), rule('two', { kind: 'review' })] },
      { name: 'b', rules: [rule('three', { kind: 'veto' }), rule('four', {})] },
    ];
    const { client, asked } = reading(200, { data: { groups } });
    const found = await readRulesLabelled(client, 'kind', ['act', 'veto']);
    expect(found.map(({ uid }) => uid)).toEqual(['one', 'three']);
    expect(asked).toEqual(['http://grafana/api/prometheus/grafana/api/v1/rules?limit_alerts=0']);
  });
});
