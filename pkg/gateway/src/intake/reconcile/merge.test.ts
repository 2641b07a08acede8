import type { ListedAlert } from '@release-risk/grafana/api/alerts';
import type { Silence } from '@release-risk/grafana/api/silences';
import type { StateChange } from '@release-risk/grafana/api/stateHistory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertSchema } from '../alert.ts';
import { deliveryIdOf } from '../deliveryId.ts';
import { readGrafanaPayload } from '../grafanaPayload.ts';
import { webhookAlert, webhookPayload } from '../../testing/grafanaWebhook.ts';
import { episodesOf } from './episodes.ts';
import { merge, type Look } from './merge.ts';
import { readPosition, type Position } from './position.ts';

const START = Date.UTC(2026, 10, 24, 14, 56, 50);
const MINUTE = 60_000;
const LABELS = webhookAlert()['labels'] as Readonly<Record<string, string>>;

const listed = (change: Partial<ListedAlert> = {}, silencedBy: readonly string[] = []): ListedAlert => ({
  labels: { ...LABELS, __alert_rule_uid__: 'rr-act', __grafana_receiver__: 'gw' },
  annotations: { __orgId__: '1', __values__: '{"A":1}', summary: 'risk 1' },
  startsAt: new Date(START).toISOString(),
  endsAt: new Date(START + 4 * MINUTE).toISOString(),
  generatorURL: 'http://grafana/alerting/grafana/rr-act/view',
  status: { state: silencedBy.length === 0 ? 'active' : 'suppressed', silencedBy: [...silencedBy], inhibitedBy: [] },
  ...change,
});

const change = (minutes: number, from: string, to: string, labels = LABELS): StateChange => ({
  at: START + minutes * MINUTE,
  from,
  to,
  labels,
});

const look = (parts: Partial<Look> & { readonly changes?: readonly StateChange[] } = {}): Look => ({
  at: START + 2 * MINUTE,
  listed: [],
  episodes: episodesOf('rr-act', parts.changes ?? []),
  silences: [],
  readFrom: START - 15 * MINUTE,
  isComplete: true,
  ruleUrl: (uid) => `http://grafana/alerting/grafana/${uid}/view`,
  missing: 'nothing',
  ...parts,
});

const told = ({ alerts }: { readonly alerts: ReturnType<typeof merge>['alerts'] }) =>
  alerts.map(({ status, startsAt, endsAt, reason, silencedBy, silencesEnded }) => ({
    status,
    from: (startsAt - START) / MINUTE,
    ...(endsAt === undefined ? {} : { to: (endsAt - START) / MINUTE }),
    ...(reason === undefined ? {} : { reason }),
    ...(silencedBy === undefined ? {} : { silencedBy }),
    ...(silencesEnded === undefined ? {} : { silencesEnded }),
  }));

describe('An alert that fires', () => {
  it('is the same delivery whether it is listed or was sent', () => {
    const { alerts } = merge(look({ listed: [listed()] }), undefined);
    const [sent] = readGrafanaPayload(webhookPayload()).alerts;
    expect(alerts.map(deliveryIdOf)).toEqual(sent === undefined ? [] : [deliveryIdOf(sent)]);
    expect(alerts[0]).toMatchObject({
      fingerprint: sent?.fingerprint,
      labels: LABELS,
      annotations: { summary: 'risk 1' },
    });
  });

  it('is the same delivery when its end is read of the history', () => {
    const { alerts } = merge(
      look({ changes: [change(0, 'Normal', 'Alerting'), change(1, 'Alerting', 'Normal')] }),
      undefined,
    );
    const ends = webhookAlert({ status: 'resolved', endsAt: new Date(START + MINUTE).toISOString() });
    const sent = readGrafanaPayload(webhookPayload([webhookAlert(), ends])).alerts;
    expect(alerts.map(deliveryIdOf)).toEqual(sent.map(deliveryIdOf));
  });

  it('says which silences keep it from people, and which did until now, once', () => {
    const first = merge(look({ listed: [listed({}, ['a', 'b'])] }), undefined);
    expect(told(first)).toEqual([{ status: 'firing', from: 0, silencedBy: ['a', 'b'] }]);
    const second = merge(look({ listed: [listed({}, ['b'])] }), first.position);
    expect(told(second)).toEqual([{ status: 'firing', from: 0, silencedBy: ['b'], silencesEnded: ['a'] }]);
    const third = merge(look({ listed: [listed()] }), second.position);
    expect(told(third)).toEqual([{ status: 'firing', from: 0, silencesEnded: ['b'] }]);
    expect(told(merge(look({ listed: [listed()] }), third.position))).toEqual([{ status: 'firing', from: 0 }]);
    const all = [first, second, third].flatMap(({ alerts }) => alerts.map(deliveryIdOf));
    expect(new Set(all).size).toBe(3);
  });

  it('anew was never released from the silence of its last time', () => {
    const first = merge(look({ listed: [listed({}, ['a'])] }), undefined);
    const again = listed({ startsAt: new Date(START + MINUTE).toISOString() });
    expect(told(merge(look({ listed: [again] }), first.position))).toEqual([{ status: 'firing', from: 1 }]);
  });

  it('below another one that fires is kept back as if it were silenced', () => {
    const status = { state: 'suppressed', silencedBy: [], inhibitedBy: ['f1'] };
    expect(told(merge(look({ listed: [listed({ status })] }), undefined))).toEqual([
      { status: 'firing', from: 0, silencedBy: ['f1'] },
    ]);
  });

  it.each<readonly [string, Partial<ListedAlert>, string]>([
    ['of a rule for people', { labels: { ...LABELS, release_risk_rule: 'review' } }, 'notOurs'],
    ['of somebody else', { labels: { alertname: 'DiskFull' } }, 'notOurs'],
    ['without a beginning', { startsAt: '0001-01-01T00:00:00Z' }, 'unusable'],
    ['with endless labels', { labels: { ...LABELS, x: 'y'.repeat(5000) } }, 'unusable'],
    ['that is over', { endsAt: new Date(START + MINUTE).toISOString() }, 'over'],
  ])('%s is left out and counted', (_what, alert, reason) => {
    const { alerts, dropped } = merge(look({ listed: [listed(alert)] }), undefined);
    expect(alerts).toEqual([]);
    expect(dropped).toMatchObject({ [reason]: 1 });
  });
});

describe('What fired and resolved between two looks', () => {
  it('is told in the order in which it happened, with the reason', () => {
    const changes = [
      change(7, 'Alerting', 'Normal (MissingSeries)'),
      change(0, 'Pending', 'Alerting'),
      change(2, 'Alerting', 'Recovering'),
      change(5, 'Normal', 'Alerting'),
      change(3, 'Recovering', 'Normal'),
      change(-2, 'Normal', 'Pending'),
    ];
    expect(told(merge(look({ at: START + 9 * MINUTE, changes }), undefined))).toEqual([
      { status: 'firing', from: 0 },
      { status: 'resolved', from: 0, to: 3 },
      { status: 'firing', from: 5 },
      { status: 'resolved', from: 5, to: 7, reason: 'MissingSeries' },
    ]);
  });

  it('ends before what fires now', () => {
    const now = listed({ startsAt: new Date(START + 2 * MINUTE).toISOString() });
    const changes = [change(0, 'Normal', 'Alerting'), change(1, 'Alerting', 'Normal'), change(2, 'Normal', 'Alerting')];
    expect(told(merge(look({ listed: [now], changes }), undefined))).toEqual([
      { status: 'firing', from: 0 },
      { status: 'resolved', from: 0, to: 1 },
      { status: 'firing', from: 2 },
    ]);
  });

  it('only ends where its beginning was told before', () => {
    const before = merge(look({ listed: [listed()] }), undefined).position;
    const changes = [change(0, 'Normal', 'Alerting'), change(3, 'Alerting', 'Normal (Updated)')];
    const after = merge(look({ at: START + 4 * MINUTE, changes }), before);
    expect(told(after)).toEqual([{ status: 'resolved', from: 0, to: 3, reason: 'Updated' }]);
    expect(after.position.firing).toEqual({});
  });

  it('ends with the beginning that is remembered where the history no longer has it', () => {
    const before = merge(look({ listed: [listed()] }), undefined).position;
    const after = merge(look({ at: START + 99 * MINUTE, changes: [change(98, 'Alerting', 'Normal')] }), before);
    expect(told(after)).toEqual([{ status: 'resolved', from: 0, to: 98 }]);
  });

  it('ends even where nobody knows when it began', () => {
    const after = merge(look({ changes: [change(1, 'Alerting', 'Normal')] }), undefined);
    expect(told(after)).toEqual([{ status: 'resolved', from: 1, to: 1 }]);
  });

  const silence = (id: string, from: number, to: number, matchers: Silence['matchers']): Silence => ({
    id,
    matchers,
    startsAt: new Date(START + from * MINUTE).toISOString(),
    endsAt: new Date(START + to * MINUTE).toISOString(),
    createdBy: '',
    comment: '',
  });
  const matcher = (name: string, value: string, rest: Partial<Silence['matchers'][number]> = {}) => ({
    name,
    value,
    isRegex: false,
    isEqual: true,
    ...rest,
  });

  it.each<readonly [string, Silence, boolean]>([
    ['by its service', silence('s', -1, 1, [matcher('service', 'lead-bot')]), true],
    ['by an expression', silence('s', -1, 1, [matcher('service', 'lead-.*', { isRegex: true })]), true],
    ['by what it is not', silence('s', -1, 1, [matcher('service', 'other', { isEqual: false })]), true],
    ['by a label it lacks', silence('s', -1, 1, [matcher('team', '')]), true],
    [
      'by an expression that nobody understands',
      silence('s', -1, 1, [matcher('service', '(?i', { isRegex: true })]),
      true,
    ],
    ['by a part of an expression', silence('s', -1, 1, [matcher('service', 'lead', { isRegex: true })]), false],
    ['for another service', silence('s', -1, 1, [matcher('service', 'other')]), false],
    ['for one of two labels', silence('s', -1, 1, [matcher('service', 'lead-bot'), matcher('version', '2')]), false],
    ['before', silence('s', -9, -1, [matcher('service', 'lead-bot')]), false],
    ['later', silence('s', 0.5, 9, [matcher('service', 'lead-bot')]), false],
    ['by nothing', silence('s', -1, 1, []), false],
  ])('was silenced %s: %#', (_how, one, isSilenced) => {
    const changes = [change(0, 'Normal', 'Alerting'), change(1, 'Alerting', 'Normal')];
    const [firing] = merge(look({ changes, silences: [one] }), undefined).alerts;
    expect(firing?.silencedBy).toEqual(isSilenced ? ['s'] : undefined);
  });

  it('that is not over is left to the list, which knows the silences of now, but remembered', () => {
    const open = merge(look({ changes: [change(1, 'Normal', 'Alerting')] }), undefined);
    expect(open.alerts).toEqual([]);
    const over = merge(look({ at: START + 9 * MINUTE, changes: [change(8, 'Alerting', 'Normal')] }), open.position);
    expect(told(over)).toEqual([{ status: 'resolved', from: 1, to: 8 }]);
  });

  it('is left out where it is of no rule of ours', () => {
    const labels = { ...LABELS, release_risk_rule: 'review' };
    const changes = [change(0, 'Normal', 'Alerting', labels), change(1, 'Alerting', 'Normal', labels)];
    const { alerts, dropped } = merge(look({ changes }), undefined);
    expect([alerts, dropped.notOurs]).toEqual([[], 1]);
  });
});

describe('An alert that is listed no longer', () => {
  const before = merge(look({ listed: [listed()] }), undefined).position;
  const later = (minutes: number, position: Position, missing: Look['missing']) =>
    merge(look({ at: START + minutes * MINUTE, missing }), position);

  it('has resolved after a while, for a source without a history', () => {
    const first = later(10, before, 'resolved');
    expect(told(first)).toEqual([]);
    const second = later(14, first.position, 'resolved');
    expect(told(second)).toEqual([]);
    const third = later(15, second.position, 'resolved');
    expect(told(third)).toEqual([{ status: 'resolved', from: 0, to: 15, reason: 'Vanished' }]);
    expect(told(later(60, third.position, 'resolved'))).toEqual([]);
  });

  it('fires on where it is listed again', () => {
    const gone = later(10, before, 'resolved');
    const back = merge(
      look({
        at: START + 14 * MINUTE,
        listed: [listed({ endsAt: new Date(START + 20 * MINUTE).toISOString() })],
        missing: 'resolved',
      }),
      gone.position,
    );
    expect(told(later(16, back.position, 'resolved'))).toEqual([]);
  });

  it('has not resolved where a history would have said so, and is forgotten in the end', () => {
    let position = before;
    for (let minutes = 10; minutes < 70; minutes += 10) {
      const merged = later(minutes, position, 'nothing');
      expect(merged.alerts).toEqual([]);
      position = merged.position;
    }
    const end = later(70, position, 'nothing');
    expect([end.alerts, end.dropped.vanished, end.position.firing]).toEqual([[], 1, {}]);
  });
});

describe('How far a source was read', () => {
  it('is kept where the history could not be read in whole', () => {
    const before: Position = { readUntil: START - MINUTE, firing: {} };
    expect(merge(look({ isComplete: false }), before).position.readUntil).toBe(START - MINUTE);
    expect(merge(look({ isComplete: false }), undefined).position.readUntil).toBe(START - 15 * MINUTE);
    expect(merge(look(), before).position.readUntil).toBe(START + 2 * MINUTE);
  });

  it('survives being kept', () => {
    const { position } = merge(look({ listed: [listed({}, ['a'])] }), undefined);
    expect(readPosition(JSON.stringify(position))).toEqual(position);
  });

  it.each([undefined, '', 'x', '{}', '{"readUntil":"x","firing":{}}', 'null'])('is nothing for %j', (text) => {
    expect(readPosition(text)).toBeUndefined();
  });
});

describe('Any history', () => {
  const states = fc.constantFrom(
    'Normal',
    'Pending',
    'Alerting',
    'Recovering',
    'Normal (Updated)',
    'NoData',
    'Error',
    'Alerting (NoData)',
  );

  it('read in any two pieces tells what it tells in one, each thing as the same delivery', () => {
    const history = fc.array(fc.tuple(states, fc.integer({ min: 1, max: 30 })), { maxLength: 20 });
    fc.assert(
      fc.property(history, fc.nat({ max: 20 }), (steps, cut) => {
        const changes: StateChange[] = [];
        let [at, from] = [0, 'Normal'];
        for (const [to, minutes] of steps) {
          at += minutes;
          if (to !== from) changes.push(change(at, from, to));
          from = to;
        }
        const end = START + (at + 1) * MINUTE;
        const whole = merge(look({ at: end, changes }), undefined);
        const first = merge(look({ at: end, changes: changes.slice(0, cut) }), undefined);
        // The second piece overlaps, as it does in truth.
        const second = merge(look({ at: end, changes: changes.slice(Math.max(0, cut - 2)) }), first.position);
        const ids = (alerts: ReturnType<typeof merge>['alerts']) => new Set(alerts.map(deliveryIdOf));
        const pieces = ids([...first.alerts, ...second.alerts]);
        const ends = whole.alerts.filter(({ status }) => status === 'resolved');
        for (const id of ids(ends)) expect(pieces).toContain(id);
        for (const alert of whole.alerts) expect(alertSchema.parse(alert)).toEqual(alert);
      }),
    );
  });
});
