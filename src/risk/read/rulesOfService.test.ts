import type { RuleState } from '@release-risk/grafana/api/ruleState';
import { describe, expect, it } from 'vitest';
import { SHOP_MODEL } from '../../testing/shop.ts';
import { rulesOfService } from './rulesOfService.ts';

type Alert = NonNullable<RuleState['alerts']>[number];

function alert(service: string, state: string, more: Partial<Alert> = {}): Alert {
  return { labels: { service }, annotations: {}, state, activeAt: '2026-11-21T12:00:00Z', value: '', ...more };
}

function rule(kind: string, alerts: readonly Alert[] | null, more: Partial<RuleState> = {}): RuleState {
  return {
    uid: `uid-${kind}`,
    name: `Rule ${kind}`,
    state: 'inactive',
    health: 'ok',
    lastError: '',
    lastEvaluation: '2026-11-21T12:00:05Z',
    evaluationTime: 0,
    isPaused: false,
    labels: { release_risk_model: 'shop', release_risk_rule: kind, release_risk_fingerprint: 'own' },
    alerts: alerts === null ? null : [...alerts],
    ...more,
  };
}

const of = (rules: readonly RuleState[], service = 'cart') => rulesOfService(rules, SHOP_MODEL, 'own', { service });

describe('The rules of a service', () => {
  it('are none where there is none, or only those of another model', () => {
    const nothing = { act: undefined, review: undefined, veto: [] };
    expect(of([])).toEqual(nothing);
    const labels = { release_risk_model: 'other', release_risk_rule: 'act' };
    expect(of([rule('act', [], { labels })])).toEqual(nothing);
    expect(of([rule('act', [], { labels: {} })])).toEqual(nothing);
  });

  it.each([
    ['Alerting', 'firing'],
    ['alerting', 'firing'],
    ['Alerting (NoData)', 'firing'],
    ['firing', 'firing'],
    ['Pending', 'pending'],
    ['Pending (Error)', 'pending'],
    ['Recovering', 'recovering'],
    ['Normal', 'inactive'],
    ['Normal (Updated)', 'inactive'],
    ['NoData', 'inactive'],
    ['', 'inactive'],
  ] as const)('are, with an alert that is %j, %s', (state, expected) => {
    expect(of([rule('act', [alert('cart', state)])]).act?.state).toBe(expected);
  });

  it('are paused whatever alert is left of the time before', () => {
    expect(of([rule('act', [alert('cart', 'Alerting')], { isPaused: true })]).act?.state).toBe('paused');
  });

  it.each([
    ['no list of alerts', null],
    ['no alerts', []],
    ['alerts of others', [alert('pay', 'Alerting')]],
  ] as const)('are calm with %s, and the alert says nothing', (_, alerts) => {
    expect(of([rule('act', alerts)]).act).toMatchObject({ state: 'inactive', since: undefined, said: undefined });
  });

  it('tell what the alert itself says', () => {
    const annotations = { risk_score: '0.6', verdict: 'High', cause: 'Veto: errors' };
    expect(of([rule('act', [alert('pay', 'Normal'), alert('cart', 'Alerting', { annotations })])]).act).toMatchObject({
      since: '2026-11-21T12:00:00Z',
      said: { score: 0.6, verdict: 'High', cause: 'Veto: errors' },
    });
  });

  it.each(['', ' ', 'NaN', '[no value]', '+Inf'])('know no score that an annotation writes as %j', (text) => {
    const found = of([rule('act', [alert('cart', 'Alerting', { annotations: { risk_score: text } })])]);
    expect(found.act?.said?.score).toBeUndefined();
  });

  it('speak of the version that fires where one of the version before is still listed, in either order', () => {
    const alerts = [alert('cart', 'Normal (MissingSeries)'), alert('cart', 'Alerting', { activeAt: 'now' })];
    expect(of([rule('act', alerts)]).act).toMatchObject({ state: 'firing', since: 'now' });
    expect(of([rule('act', [...alerts].reverse())]).act).toMatchObject({ state: 'firing', since: 'now' });
  });

  it('are, where each service has its own, those that have an alert of this one', () => {
    const others = rule('act', [alert('pay', 'Alerting')], { uid: 'of-pay' });
    const own = rule('act', [alert('cart', 'Pending')], { uid: 'of-cart' });
    expect(of([others, own]).act).toMatchObject({ uid: 'of-cart', state: 'pending' });
  });

  it('may be veto rules of several datasources and of several groups', () => {
    const found = of([
      rule('veto', [alert('cart', 'Normal')], { uid: 'a' }),
      rule('review', [alert('cart', 'Alerting')]),
      rule('veto', [alert('cart', 'Alerting')], { uid: 'b' }),
    ]);
    expect(found.veto.map(({ uid }) => uid)).toEqual(['a', 'b']);
    expect(found.review?.state).toBe('firing');
    expect(found.act).toBeUndefined();
  });

  it('say that they were built from an older model, and that they are broken', () => {
    const labels = { ...rule('act', []).labels, release_risk_fingerprint: 'older' };
    expect(of([rule('act', [], { labels, health: 'error', lastError: 'no such host' })]).act).toMatchObject({
      sameModel: false,
      health: 'error',
      lastError: 'no such host',
    });
    expect(of([rule('act', [])]).act?.sameModel).toBe(true);
  });

  it('are told apart by every label of the identity', () => {
    const model = { ...SHOP_MODEL, identity: { ...SHOP_MODEL.identity, labels: ['tenant', 'service'] } };
    const labels = (tenant: string) => ({ labels: { tenant, service: 'cart' } });
    const rules = [rule('act', [alert('', 'Alerting', labels('a')), alert('', 'Normal', labels('b'))])];
    const found = (tenant: string) => rulesOfService(rules, model, 'own', { tenant, service: 'cart' }).act?.state;
    expect([found('a'), found('b')]).toEqual(['firing', 'inactive']);
  });
});
