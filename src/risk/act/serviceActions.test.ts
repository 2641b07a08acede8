import { acknowledgementSchema } from '@release-risk/contract/acknowledgement';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { describe, expect, it, vi } from 'vitest';
import { cannedHost, type Answering, type CannedHost, type CannedHostOptions } from '../../testing/cannedHost.ts';
import { AT, modelOf, SHOP, SHOP_BINDINGS, SHOP_MODEL } from '../../testing/shop.ts';
import type { Judged } from '../judged.ts';
import { actAlertLabels, holdsOf } from '../read/holdsOf.ts';
import { serviceActions, type ActionContext } from './serviceActions.ts';

vi.mock('@grafana/i18n', () => ({
  t: (_id: string, text: string, values: Readonly<Record<string, string>> = {}) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''),
}));

const ALL = ['alert.silences:create', 'alert.silences:write', 'annotations:create', 'datasources:explore'];
const NOW = AT * 1000;

const SERVICE = {
  service: 'cart',
  labels: { service: 'cart' },
  version: '1.2.3',
} as unknown as ServiceVerdict;

const JUDGED: Judged = {
  model: SHOP_MODEL,
  fingerprint: 'own',
  origin: 'live',
  at: AT,
  services: [],
  failures: [],
  warnings: [],
  panelOnly: [],
};

const done: Answering = ({ path, method }) => {
  if (method === 'GET') return { body: [] };
  return path.includes('silences') ? { status: 202, body: { silenceID: 'made' } } : { body: {} };
};

function open(options: Partial<CannedHostOptions> = {}, more: Partial<ActionContext> = {}, service = SERVICE) {
  const grafana = cannedHost({ answer: done, permissions: ALL, ...options });
  let written = 0;
  const context: ActionContext = {
    host: grafana.host,
    judged: JUDGED,
    bindings: SHOP_BINDINGS,
    range: { from: 'now-1h', to: 'now' },
    now: () => NOW,
    written: () => (written += 1),
    ...more,
  };
  return { grafana, actions: serviceActions(context, service), written: () => written };
}

const bodyOf = ({ requests }: CannedHost, method: string) => requests.find((one) => one.method === method)?.body;

/** Runs an action that must be allowed. */
function run<A>(
  action: { readonly ok: true; readonly run: (argument: A) => Promise<void> } | { readonly ok: false },
  argument: A,
) {
  if (!action.ok) throw new Error('not allowed');
  return action.run(argument);
}

describe('Whoever may not', () => {
  it.each([
    ['hold', 'alert.silences:create'],
    ['endHold', 'alert.silences:write'],
    ['acknowledge', 'annotations:create'],
  ] as const)('%s is told that %s is missing, and nothing is sent', (action, permission) => {
    const { actions, grafana } = open({ permissions: ALL.filter((one) => one !== permission) });
    expect(actions[action]).toEqual({
      ok: false,
      why: `Your role lacks the permission ${permission}. Ask an admin of this Grafana.`,
    });
    expect(grafana.requests).toEqual([]);
  });

  it('silence by the one name of the permission may by the other', () => {
    const { actions } = open({ permissions: ['alert.instances:create', 'alert.instances:write'] });
    expect([actions.hold.ok, actions.endHold.ok, actions.acknowledge.ok]).toEqual([true, true, false]);
  });

  it('be named is asked to sign in, whatever an anonymous viewer may do here', () => {
    const { actions } = open({ user: undefined });
    for (const action of [actions.hold, actions.endHold, actions.acknowledge]) {
      expect(action).toEqual({ ok: false, why: 'Sign in to do this: who did it is written down.' });
    }
  });

  it('explore has no link to it', () => {
    expect(open({ permissions: [] }).actions.explore('latency')).toBeUndefined();
  });
});

describe('Holding the pipeline back', () => {
  it('silences the act and veto rules of this service, with the reason, the user and the end', async () => {
    const { actions, grafana, written } = open();
    await run(actions.hold, { minutes: 30, reason: 'we look at it' });
    expect(grafana.sent()).toEqual(['POST /api/alertmanager/grafana/api/v2/silences']);
    expect(bodyOf(grafana, 'POST')).toEqual({
      matchers: [
        { name: 'release_risk_model', value: 'shop', isRegex: false, isEqual: true },
        { name: 'release_risk_rule', value: 'act|veto', isRegex: true, isEqual: true },
        { name: 'service', value: 'cart', isRegex: false, isEqual: true },
      ],
      startsAt: new Date(NOW).toISOString(),
      endsAt: new Date(NOW + 30 * 60_000).toISOString(),
      createdBy: 'anna',
      comment: 'we look at it',
    });
    expect(written()).toBe(1);
  });

  it.each(['cart', 'a.b|c(', '"quoted" \\', 'خدمة', 'x'.repeat(10_240)])(
    'matches the alerts of a service called %j, and neither those of others nor the people’s',
    async (name) => {
      const service = { ...SERVICE, service: name, labels: { service: name } };
      const { actions, grafana } = open({}, {}, service);
      await run(actions.hold, { minutes: 5, reason: 'r' });
      const silence = { id: 'made', status: { state: 'active' }, ...(bodyOf(grafana, 'POST') as object) };
      const held = (labels: Readonly<Record<string, string>>) => holdsOf([silence as never], labels, AT).length > 0;
      const act = actAlertLabels('shop', { service: name });
      expect(held(act)).toBe(true);
      expect(held({ ...act, release_risk_rule: 'veto' })).toBe(true);
      expect(held({ ...act, release_risk_rule: 'review' })).toBe(false);
      expect(held({ ...act, release_risk_model: 'other' })).toBe(false);
      expect(held({ ...act, service: 'another' })).toBe(false);
    },
  );

  it('that Grafana refuses rejects with its words, and tells nobody that it was done', async () => {
    const answer: Answering = () => ({ status: 400, body: { message: 'silence invalid: end time must be in future' } });
    const { actions, written, grafana } = open({ answer });
    await expect(run(actions.hold, { minutes: 0, reason: '' })).rejects.toThrow('end time must be in future');
    expect(written()).toBe(0);
    expect(grafana.requests).toHaveLength(1);
  });

  it('ends by the id of the silence, encoded', async () => {
    const { actions, grafana, written } = open();
    await run(actions.endHold, 'a/b');
    expect(grafana.sent()).toEqual(['DELETE /api/alertmanager/grafana/api/v2/silence/a%2Fb']);
    expect(written()).toBe(1);
  });
});

describe('Acknowledging', () => {
  it('writes who takes care of which version, as an annotation of the service', async () => {
    const { actions, grafana, written } = open();
    await run(actions.acknowledge, 'rolling forward');
    expect(bodyOf(grafana, 'POST')).toMatchObject({
      time: NOW,
      tags: ['release-risk', 'service:cart', 'acknowledgement'],
      text: 'anna takes care of cart 1.2.3: rolling forward',
      data: {
        apiVersion: 'releaserisk/acknowledgement/v1',
        labels: { service: 'cart' },
        version: '1.2.3',
        by: 'anna',
        note: 'rolling forward',
        at: new Date(NOW).toISOString(),
      },
    });
    expect(written()).toBe(1);
  });

  it('leaves out the version that is not known and the note that was not written', async () => {
    const { actions, grafana } = open({}, {}, { ...SERVICE, version: null });
    await run(actions.acknowledge, '');
    const { data } = bodyOf(grafana, 'POST') as { data: object };
    expect(Object.keys(data).sort()).toEqual(['apiVersion', 'at', 'by', 'labels']);
  });

  it.each([
    ['a note of ten kilobytes', 'x'.repeat(10_240), '1.2.3', 'anna'],
    ['a version of ten kilobytes', '', 'v'.repeat(10_240), 'anna'],
    ['a user of ten kilobytes', '', '1.2.3', 'u'.repeat(10_240)],
  ])('with %s writes what can be read back', async (_, note, version, user) => {
    const { actions, grafana } = open({ user }, {}, { ...SERVICE, version });
    await run(actions.acknowledge, note);
    const { data } = bodyOf(grafana, 'POST') as { data: unknown };
    expect(acknowledgementSchema.safeParse(data).success).toBe(true);
  });
});

describe('Where to go on', () => {
  const hostile = 'a b&var-x=1#"<script>/../é';

  it('is the dashboard of the service, with its name encoded and the range that is looked at', () => {
    const service = { ...SERVICE, labels: { service: hostile } };
    const { actions } = open({ subPath: '/grafana' }, { range: { from: '1000', to: 'now' } }, service);
    const address = new URL(actions.dashboard ?? '', 'http://x');
    expect(address.pathname).toBe('/grafana/d/rr-shop-service');
    expect(Object.fromEntries(address.searchParams)).toEqual({ from: '1000', to: 'now', 'var-service': hostile });
    expect(address.hash).toBe('');
  });

  it.each([
    ['latency', 'prometheus', 'uid-metrics', { range: true, instant: false }],
    ['errors', 'loki', 'uid-logs', { queryType: 'range' }],
  ])('is the query of %s in Explore, as its %s asks it', (signal, type, uid, how) => {
    const address = new URL(open({ subPath: '/sub' }).actions.explore(signal) ?? '', 'http://x');
    expect(address.pathname).toBe('/sub/explore');
    const { risk } = JSON.parse(address.searchParams.get('panes') ?? '');
    const expr = SHOP_MODEL.signals.find(({ id }) => id === signal)?.query;
    expect(risk).toEqual({
      datasource: uid,
      queries: [{ refId: 'A', datasource: { type, uid }, editorMode: 'code', expr, ...how }],
      range: { from: 'now-1h', to: 'now' },
    });
  });

  it('keeps a hostile query whole', () => {
    const query = 'max by (service) (x{a="&panes=\\"#%\\u202e<script>"})';
    const model = modelOf({
      ...SHOP,
      signals: SHOP.signals.map((one) => (one.id === 'latency' ? { ...one, query } : one)),
    });
    const { actions } = open({}, { judged: { ...JUDGED, model } });
    const address = new URL(actions.explore('latency') ?? '', 'http://x');
    expect(JSON.parse(address.searchParams.get('panes') ?? '').risk.queries[0].expr).toBe(query);
    expect([...address.searchParams.keys()]).toEqual(['schemaVersion', 'panes']);
  });

  it('is nowhere for a signal that the model does not have, or whose datasource is not known', () => {
    expect(open().actions.explore('nothing')).toBeUndefined();
    expect(open({}, { bindings: undefined }).actions.explore('latency')).toBeUndefined();
    expect(open({}, { bindings: {} }).actions.explore('latency')).toBeUndefined();
  });
});
