import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webhookAlert, webhookPayload } from '../testing/grafanaWebhook.ts';
import type { Alert } from './alert.ts';
import { alertSchema } from './alert.ts';
import { readAlertmanagerPayload } from './alertmanagerPayload.ts';
import { alertKey, deliveryIdOf } from './deliveryId.ts';
import { readGrafanaPayload } from './grafanaPayload.ts';

const without = (object: Readonly<Record<string, unknown>>, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

describe("Grafana's default payload", () => {
  it('gives its alerts as they are', () => {
    const { alerts, isTruncated, problems } = readGrafanaPayload(
      webhookPayload([webhookAlert({ panelURL: 'http://grafana.example.com/d/rr?viewPanel=1' })]),
    );
    expect({ isTruncated, problems }).toEqual({ isTruncated: false, problems: [] });
    expect(alerts).toEqual([
      {
        fingerprint: alertKey(webhookAlert()['labels'] as Record<string, string>),
        status: 'firing',
        startsAt: Date.UTC(2026, 10, 24, 14, 56, 50),
        labels: webhookAlert()['labels'],
        annotations: { summary: 'lead-bot 1.42.0: High' },
        url: 'http://grafana.example.com/alerting/grafana/rr-lead-bot-act/view?orgId=1',
        panelUrl: 'http://grafana.example.com/d/rr?viewPanel=1',
      },
    ]);
  });

  it.each([
    ['2026-11-24T14:59:10Z', Date.UTC(2026, 10, 24, 14, 59, 10)],
    ['2026-11-24T14:59:10.123456789Z', Date.UTC(2026, 10, 24, 14, 59, 10, 123)],
    ['2026-11-24T16:59:10+02:00', Date.UTC(2026, 10, 24, 14, 59, 10)],
    ['0001-01-01T00:00:00Z', undefined],
    ['soon', undefined],
  ])('says of a resolved alert when it ended (%s) and why', (endsAt, expected) => {
    const annotations = { grafana_state_reason: 'MissingSeries' };
    const { alerts } = readGrafanaPayload(webhookPayload([webhookAlert({ status: 'resolved', endsAt, annotations })]));
    expect(alerts[0]).toMatchObject({ status: 'resolved', reason: 'MissingSeries' });
    expect(alerts[0]?.endsAt).toBe(expected);
  });

  it('says no reason and no end of an alert that fires', () => {
    const annotations = { grafana_state_reason: 'NoData' };
    const { alerts } = readGrafanaPayload(
      webhookPayload([webhookAlert({ annotations, endsAt: '2026-11-24T15:00:00Z' })]),
    );
    expect(alerts[0]).not.toHaveProperty('reason');
    expect(alerts[0]).not.toHaveProperty('endsAt');
  });

  it('that was truncated says so', () => {
    expect(readGrafanaPayload(webhookPayload([webhookAlert()], { truncatedAlerts: 3 })).isTruncated).toBe(true);
  });

  it.each([
    ['fingerprint', 'alerts[0] lacks a usable fingerprint'],
    ['status', 'alerts[0] lacks a usable status'],
    ['startsAt', 'alerts[0] lacks a usable startsAt'],
    ['labels', 'alerts[0] lacks a usable labels'],
  ])('of a template without %s names it', (field, problem) => {
    expect(readGrafanaPayload(webhookPayload([without(webhookAlert(), field)])).problems).toEqual([problem]);
  });

  it.each([
    ['alerts', {}],
    ['truncatedAlerts', {}],
    ['groupKey', {}],
    ['version', {}],
  ])('of a template without %s around the alerts names it', (field) => {
    const { problems } = readGrafanaPayload(without(webhookPayload(), field));
    expect(problems.join()).toContain(`it lacks ${field} of the default payload of Grafana`);
  });

  it.each([
    [null],
    [undefined],
    [7],
    ['text'],
    [[]],
    [{}],
    [{ alerts: 'x' }],
    [{ alerts: [null, 1, [], 'x'] }],
    [{ text: 'Lead bot is High' }],
  ])('is not %j', (body) => {
    const read = readGrafanaPayload(body);
    expect(read.alerts).toEqual([]);
    expect(read.problems).not.toEqual([]);
  });

  it('keeps the alerts that can be used, whatever the others are', () => {
    const good = webhookAlert();
    const bad = webhookAlert({ startsAt: 'yesterday' });
    const read = readGrafanaPayload(webhookPayload([bad, good, 7, bad]));
    expect(read.alerts).toHaveLength(1);
    expect(read.problems).toEqual([
      'alerts[0] lacks a usable startsAt',
      'alerts[2] lacks a usable alert',
      'alerts[3] lacks a usable startsAt',
    ]);
    const { problems } = readGrafanaPayload(webhookPayload(Array.from({ length: 100 }, () => bad)));
    expect(problems).toHaveLength(6);
    expect(problems.at(-1)).toBe('and 95 more');
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['too many labels', Object.fromEntries(Array.from({ length: 65 }, (_, n) => [`l${String(n)}`, 'x']))],
    ['a value that is too long', { service: 'x'.repeat(1025) }],
    ['a name that is too long', { ['x'.repeat(129)]: 'y' }],
    ['a number for a label', { service: 7 }],
  ])('is not cut where it has %s: labels name what is rolled back', (_what, labels) => {
    expect(readGrafanaPayload(webhookPayload([webhookAlert({ labels })])).problems).toEqual([
      'alerts[0] lacks a usable labels',
    ]);
  });

  it('loses the end of endless annotations, and addresses that are none', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`a${String(n)}`, 'x'.repeat(10_000)]));
    const alert = webhookAlert({ annotations: many, generatorURL: 'javascript:alert(1)', panelURL: 'data:,x' });
    const [read] = readGrafanaPayload(webhookPayload([alert])).alerts;
    expect(Object.keys(read?.annotations ?? {})).toHaveLength(64);
    expect(read?.annotations['a0']).toHaveLength(8192);
    expect(read).not.toHaveProperty('url');
    expect(read).not.toHaveProperty('panelUrl');
  });

  it('never makes an alert that cannot be stored, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), hostileAlert()), { maxLength: 5 }), (alerts) => {
        for (const alert of readGrafanaPayload(webhookPayload(alerts)).alerts) {
          expect(alertSchema.parse(JSON.parse(JSON.stringify(alert)))).toEqual(alert);
        }
      }),
    );
  });
});

describe("Alertmanager's payload", () => {
  it('is read as Grafana sends it, with its own version', () => {
    const payload = webhookPayload([webhookAlert()], { version: '4' });
    expect(readAlertmanagerPayload(payload)).toEqual(readGrafanaPayload(webhookPayload([webhookAlert()])));
    expect(readAlertmanagerPayload(webhookPayload()).problems).toEqual(['its version is not 4']);
  });
});

describe('The id of a delivery', () => {
  const alert: Alert = {
    fingerprint: 'any',
    status: 'firing',
    startsAt: 1_795_532_210_000,
    labels: { service: 'lead-bot', version: '1.42.0' },
    annotations: {},
  };

  it('is the same from every source, whatever else they tell', () => {
    const same: readonly Partial<Alert>[] = [
      { fingerprint: 'another' },
      { startsAt: 1_795_532_210_999 },
      { annotations: { summary: 'x' }, url: 'http://a', panelUrl: 'http://b' },
      { labels: { version: '1.42.0', service: 'lead-bot' } },
      { labels: { ...alert.labels, __alert_rule_uid__: 'rr-act' } },
      { silencedBy: [], silencesEnded: [] },
    ];
    for (const change of same) expect(deliveryIdOf({ ...alert, ...change })).toBe(deliveryIdOf(alert));
  });

  it('is another for what has to be worked on', () => {
    const others: readonly Partial<Alert>[] = [
      {},
      { status: 'resolved' },
      { startsAt: alert.startsAt + 10_000 },
      { labels: { ...alert.labels, version: '1.43.0' } },
      { labels: { service: 'lead-bot,version=1.42.0' } },
      { labels: { servic: 'e', version: '1.42.0' } },
      { silencedBy: ['a'] },
      { silencedBy: ['b'] },
      { silencesEnded: ['a'] },
    ];
    expect(new Set(others.map((change) => deliveryIdOf({ ...alert, ...change }))).size).toBe(others.length);
  });

  it('never depends on the order of labels, and always on their values', () => {
    const labels = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { noNullPrototype: true });
    fc.assert(
      fc.property(labels, fc.string({ minLength: 1 }), (some, name) => {
        const reversed = Object.fromEntries(Object.entries(some).reverse());
        expect(alertKey(reversed)).toBe(alertKey(some));
        fc.pre(!name.startsWith('__'));
        expect(alertKey({ ...some, [name]: `${some[name] ?? ''}x` })).not.toBe(alertKey(some));
      }),
    );
  });
});

function hostileAlert() {
  const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '\u0000', '\u202e'));
  const texts = fc.dictionary(text, text, { noNullPrototype: true });
  return fc
    .record({
      labels: texts,
      annotations: texts,
      panelURL: text,
      generatorURL: text,
      status: fc.constantFrom('firing', 'resolved'),
    })
    .map((change) => webhookAlert(change));
}
