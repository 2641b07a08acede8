import { RULE_LABEL } from '@release-risk/compiler/conventions';
import type { ListedAlert } from '@release-risk/grafana/api/alerts';
import type { Silence } from '@release-risk/grafana/api/silences';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { describe, expect, it } from 'vitest';
import { MODEL } from '../flow/testing/world.ts';
import { outsideHolds } from './outsideHolds.ts';
import type { Silenced } from './silenceHolds.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const { signal } = new AbortController();
const checkout = { service: 'checkout' };

type Matcher = Silence['matchers'][number];
const is = (name: string, value: string): Matcher => ({ name, value, isRegex: false, isEqual: true });

function silence(matchers: readonly Matcher[], more: Partial<Silence> = {}): Silence {
  return {
    id: 's1',
    matchers: [...matchers],
    startsAt: new Date(NOW - 60_000).toISOString(),
    endsAt: new Date(NOW + 600_000).toISOString(),
    createdBy: 'olga',
    comment: 'fire drill',
    status: { state: 'active' },
    ...more,
  };
}

function alert(more: Readonly<Record<string, string>>, silencedBy: readonly string[] = ['s1']): ListedAlert {
  return {
    labels: {
      alertname: 'Shop: High release risk',
      grafana_folder: 'Release risk',
      service: 'checkout',
      version: '1.2.0',
      [RULE_LABEL.model]: 'shop',
      [RULE_LABEL.rule]: 'act',
      ...more,
    },
    annotations: {},
    startsAt: new Date(NOW - 60_000).toISOString(),
    endsAt: new Date(NOW + 60_000).toISOString(),
    generatorURL: '',
    status: { state: 'suppressed', silencedBy: [...silencedBy], inhibitedBy: [] },
  };
}

async function heldBy(
  silences: readonly Silence[],
  alerts: readonly ListedAlert[],
  version = '1.2.0',
): Promise<readonly string[]> {
  const silenced: Silenced = { where: 'alertmanager', silences, alerts };
  const { holds } = await outsideHolds([async () => silenced], manualClock({ now: NOW }))(
    MODEL,
    checkout,
    version,
    signal,
  );
  return holds.map(({ by, reason }) => `${by.id}: ${reason}`);
}

const HELD = ['alertmanager:olga: fire drill'];

describe('A silence holds a release', () => {
  it.each<[string, readonly Matcher[], readonly ListedAlert[], string]>([
    ['that it names by its service', [is('service', 'checkout')], [], '1.2.0'],
    ['that it names by its version', [is('version', '1.2.0')], [], '1.2.0'],
    ['of its model', [is(RULE_LABEL.model, 'shop')], [], ''],
    [
      'where it was made of its alert, with all the labels of it',
      [is('alertname', 'Shop: High release risk'), is('grafana_folder', 'Release risk'), is('service', 'checkout')],
      [alert({})],
      '1.2.0',
    ],
    ['where its alert is silenced by a label that only the alert has', [is('team', 'shop')], [alert({})], '1.2.0'],
    [
      'whose alert carries another version: one silenced the service',
      [is('team', 'shop')],
      [alert({ version: '2' })],
      '',
    ],
  ])('%s', async (_, matchers, alerts, version) => {
    expect(await heldBy([silence(matchers)], alerts, version)).toEqual(HELD);
  });
});

describe('A silence holds no release', () => {
  it.each<[string, Silence, readonly ListedAlert[]]>([
    ['of another service', silence([is('service', 'cart')]), [alert({ service: 'cart' })]],
    ['of another version', silence([is('version', '9.9.9')]), []],
    ['of another model', silence([is('team', 'x')]), [alert({ [RULE_LABEL.model]: 'other' })]],
    [
      'where it keeps only the review rule from people',
      silence([is('team', 'x')]),
      [alert({ [RULE_LABEL.rule]: 'review' })],
    ],
    ['once it has ended', silence([is('service', 'checkout')], { status: { state: 'expired' } }), [alert({})]],
    ['before it begins', silence([is('service', 'checkout')], { status: { state: 'pending' } }), []],
    ['where its alert is silenced by another that is not listed', silence([is('team', 'x')]), [alert({}, ['s9'])]],
  ])('%s', async (_, one, alerts) => {
    expect(await heldBy([one], alerts)).toEqual([]);
  });
});

describe('Several that know silences', () => {
  it('are all asked; where one does not answer, that is told beside what the others know', async () => {
    const silenced: Silenced = { where: 'grafana', silences: [silence([is('service', 'checkout')])], alerts: [] };
    const ask = outsideHolds(
      [async () => silenced, async () => Promise.reject(new Error('The Alertmanager answered 503'))],
      manualClock({ now: NOW }),
    );
    expect(await ask(MODEL, checkout, '', signal)).toMatchObject({
      holds: [{ by: { id: 'grafana:olga' } }],
      problem: 'whether somebody silenced it is not known: The Alertmanager answered 503',
    });
  });

  it('are asked once for many releases of one moment, again after it, and again after a failure', async () => {
    const clock = manualClock({ now: NOW });
    let [reads, fails] = [0, true];
    const ask = outsideHolds(
      [
        async () => {
          reads += 1;
          if (fails) throw new Error('down');
          return { where: 'grafana', silences: [], alerts: [] };
        },
      ],
      clock,
    );
    const problems = async () => (await ask(MODEL, checkout, '', signal)).problem;
    expect(await problems()).toContain('down');
    fails = false;
    expect(await problems()).toBeUndefined();
    await Promise.all([problems(), problems(), problems()]);
    expect(reads).toBe(2);
    clock.advance(6_000);
    await problems();
    expect(reads).toBe(3);
  });

  it('hold nothing where there are none', async () => {
    const ask = outsideHolds([], manualClock({ now: NOW }));
    expect(await ask(MODEL, checkout, '', signal)).toEqual({ holds: [], problem: undefined });
  });
});
