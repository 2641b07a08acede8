import type { Silence } from '@release-risk/grafana/api/silences';
import { describe, expect, it } from 'vitest';
import { actAlertLabels, holdsOf } from './holdsOf.ts';

const AT = Date.UTC(2026, 10, 21, 12) / 1000;
const ALERT = actAlertLabels('shop', { service: 'lead-bot' });
const iso = (seconds: number) => new Date((AT + seconds) * 1000).toISOString();

type Matcher = Silence['matchers'][number];
const matcher = (name: string, value: string, more: Partial<Matcher> = {}): Matcher => ({
  name,
  value,
  isRegex: false,
  isEqual: true,
  ...more,
});

function silence(matchers: readonly Matcher[], more: Partial<Silence> = {}): Silence {
  return {
    id: 'id',
    matchers: [...matchers],
    startsAt: iso(-60),
    endsAt: iso(3600),
    createdBy: 'anna',
    comment: 'we look',
    ...more,
  };
}

const holds = (matchers: readonly Matcher[], more: Partial<Silence> = {}) =>
  holdsOf([silence(matchers, more)], ALERT, AT).length > 0;

const regex = { isRegex: true };
const not = { isEqual: false };

describe('A silence holds the pipeline back', () => {
  it.each<readonly [string, readonly Matcher[]]>([
    ['by the very labels of its alert', [matcher('service', 'lead-bot'), matcher('release_risk_rule', 'act')]],
    [
      'by an expression for them',
      [matcher('service', 'lead-.*', regex), matcher('release_risk_rule', 'act|veto', regex)],
    ],
    ['by what its labels are not', [matcher('service', 'other', not)]],
    ['by an expression that they do not match', [matcher('service', 'other.*', { ...regex, ...not })]],
    ['by a label that it does not have and that is to be empty', [matcher('team', '')]],
    ['by a label that it does not have and that is to be anything', [matcher('team', '.*', regex)]],
    ['by a label that it does not have and that is not to be something', [matcher('team', 'x', not)]],
    ['by an expression with signs escaped as Go lets them be', [matcher('service', 'lead\\-bot', regex)]],
    ['by an expression with an escaped range in a class', [matcher('service', '[a-z\\-]+', regex)]],
  ])('%s', (_, matchers) => {
    expect(holds(matchers)).toBe(true);
  });
});

describe('A silence holds nothing back', () => {
  it.each<readonly [string, readonly Matcher[]]>([
    ['of which one matcher of several does not match', [matcher('service', 'lead-bot'), matcher('team', 'x')]],
    ['for the beginning of a name alone', [matcher('service', 'lead', regex)]],
    ['for the end of a name alone', [matcher('service', 'bot', regex)]],
    ['for one of two alternatives unless it is the whole', [matcher('service', 'lead|bot', regex)]],
    ['for another case of letters', [matcher('service', 'Lead-Bot')]],
    ['for the people alone', [matcher('release_risk_rule', 'review')]],
    ['for a label that has to be there', [matcher('team', '.+', regex)]],
    ['whose expression cannot be read', [matcher('service', '(', regex)]],
    [
      'whose expression cannot be read although it is meant the other way',
      [matcher('service', '(', { ...regex, ...not })],
    ],
    ['whose expression only Go can read', [matcher('service', '(?i)LEAD-BOT', regex)]],
    ['whose expression escapes a backslash before a sign', [matcher('service', 'lead\\\\-bot', regex)]],
  ])('%s', (_, matchers) => {
    expect(holds(matchers)).toBe(false);
  });

  const own = [matcher('service', 'lead-bot')];
  it.each<readonly [string, Partial<Silence>]>([
    ['that is over', { startsAt: iso(-3600), endsAt: iso(-1) }],
    ['that ends this very moment', { endsAt: iso(0) }],
    ['that is yet to begin', { startsAt: iso(60) }],
    ['that somebody ended', { status: { state: 'expired' } }],
    ['that Grafana calls pending', { status: { state: 'pending' } }],
    ['whose times are none', { startsAt: 'soon', endsAt: 'later' }],
  ])('%s', (_, more) => {
    expect(holds(own, more)).toBe(false);
  });

  it('but one that was made after the moment that is looked at, and is active, does', () => {
    expect(holds(own, { startsAt: iso(7), status: { state: 'active' } })).toBe(true);
  });
});

it('Of several holds the one that lasts longest comes first, each with who and why', () => {
  const all = [
    silence([], { id: 'short', endsAt: iso(60) }),
    silence([], { id: 'long', endsAt: iso(600), createdBy: 'Öğe', comment: '<b>' }),
  ];
  expect(holdsOf(all, ALERT, AT)).toEqual([
    { id: 'long', by: 'Öğe', reason: '<b>', until: iso(600) },
    { id: 'short', by: 'anna', reason: 'we look', until: iso(60) },
  ]);
});
