import { grafanaClient } from '@release-risk/grafana/client';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../store/store.ts';
import { alertingGrafana } from '../testing/alertingGrafana.ts';
import { WEBHOOK_TIME } from '../testing/grafanaWebhook.ts';
import { keptPositions } from '../testing/keptPositions.ts';
import { recordingOperations } from '../testing/recordingOperations.ts';
import { reconciler, type LookReport } from './reconcile.ts';
import { alertmanagerClient } from './alertmanagerClient.ts';
import { alertmanagerSource } from './reconcile/alertmanagerSource.ts';
import { grafanaSource } from './reconcile/grafanaSource.ts';

const MINUTE = 60_000;
const BOT = { service: 'lead-bot', version: '1.42.0' };
const LIST = '/api/alertmanager/grafana/api/v2/alerts';
const SILENCES = '/api/alertmanager/grafana/api/v2/silences';
const RULES = '/api/prometheus/grafana/api/v1/rules';
const HISTORY = '/api/v1/rules/history';

function started({ kind = 'grafana' }: { readonly kind?: 'grafana' | 'alertmanager' } = {}) {
  // The waits between attempts of the client pass at once; the loop's own stay in the hand of the test.
  const clock = manualClock({ now: WEBHOOK_TIME, skips: (ms) => ms < 2000 });
  const grafana = alertingGrafana(() => clock.now());
  const recorded = recordingOperations();
  const positions = keptPositions();
  const reports: LookReport[] = [];
  const problems: string[] = [];
  const open = () => {
    const client = grafanaClient({ url: 'http://grafana', auth: { kind: 'none' } }, grafana.transport, clock);
    const source =
      kind === 'grafana'
        ? grafanaSource({ client, clock, problem: (text) => problems.push(text) })
        : alertmanagerSource(
            alertmanagerClient({ url: 'http://alertmanager/', send: grafana.transport, clock }),
            clock,
          );
    return reconciler({
      sources: [source],
      accept: recorded.operations.accept,
      positions,
      clock,
      looked: (report) => reports.push(report),
    });
  };
  const seen = () =>
    recorded.accepted.map(({ status, silencedBy, silencesEnded }) =>
      [status, ...(silencedBy ?? []), ...(silencesEnded ?? []).map((id) => `no ${id}`)].join(' '),
    );
  return { clock, grafana, recorded, positions, reports, problems, open, seen };
}

describe('A look at Grafana', () => {
  it('finds what fires, once', async () => {
    const { grafana, open, seen, recorded, clock } = started();
    grafana.fire(BOT);
    const looking = open();
    expect(await looking.look()).toMatchObject([{ source: 'grafana', result: 'ok', accepted: 1, known: 0 }]);
    clock.advance(30_000);
    expect(await looking.look()).toMatchObject([{ result: 'ok', accepted: 0, known: 1 }]);
    expect(seen()).toEqual(['firing']);
    expect(recorded.callsOf('accept').every(([source]) => source === 'reconcile')).toBe(true);
  });

  it('finds what fired and resolved while the gateway was down', async () => {
    const { grafana, open, seen, clock } = started();
    await open().look();
    clock.advance(MINUTE);
    grafana.fire(BOT);
    clock.advance(2 * MINUTE);
    grafana.resolve(BOT, 'Normal (MissingSeries)');
    clock.advance(7 * MINUTE);
    const [report] = await open().look();
    expect(report).toMatchObject({ result: 'ok', accepted: 2 });
    expect(seen()).toEqual(['firing', 'resolved']);
  });

  it('honours a silence, and hears when it ends', async () => {
    const { grafana, open, seen, clock } = started();
    const looking = open();
    const id = grafana.silence('lead-bot');
    grafana.fire(BOT);
    await looking.look();
    clock.advance(MINUTE);
    grafana.endSilence(id);
    await looking.look();
    expect(seen()).toEqual([`firing ${id}`, `firing no ${id}`]);
  });

  it('honours a silence of what fired and resolved meanwhile', async () => {
    const { grafana, open, seen, clock } = started();
    const id = grafana.silence('lead-bot');
    grafana.fire(BOT);
    clock.advance(MINUTE);
    grafana.resolve(BOT);
    grafana.endSilence(id);
    clock.advance(MINUTE);
    await open().look();
    expect(seen()).toEqual([`firing ${id}`, 'resolved']);
  });

  it('reads a history of any length in pieces', async () => {
    const { grafana, open, clock, recorded } = started();
    await open().look();
    for (let n = 0; n < 1500; n++) {
      clock.advance(10_000);
      if (n % 2 === 0) grafana.fire(BOT);
      else grafana.resolve(BOT);
    }
    clock.advance(10_000);
    await open().look();
    expect(recorded.accepted).toHaveLength(1500);
  });

  it('asks for the rules now and then, for the history of ours alone', async () => {
    const { grafana, open, clock } = started();
    const looking = open();
    for (let n = 0; n < 5; n++) {
      await looking.look();
      clock.advance(MINUTE);
    }
    expect(grafana.requests.filter((path) => path === RULES)).toHaveLength(1);
    expect(grafana.requests.filter((path) => path === HISTORY)).toHaveLength(5);
    await looking.look();
    expect(grafana.requests.filter((path) => path === RULES)).toHaveLength(2);
  });

  it.each([
    [HISTORY, 500],
    [HISTORY, 403],
    [SILENCES, 403],
    [RULES, 502],
    [RULES, 0],
  ])('without %s (%i) still finds what fires, and the rest as soon as it can', async (path, status) => {
    const { grafana, open, seen, clock, problems } = started();
    await open().look();
    grafana.broken.set(path, status);
    grafana.fire(BOT);
    clock.advance(MINUTE);
    grafana.resolve(BOT);
    clock.advance(MINUTE);
    grafana.fire({ ...BOT, version: '1.43.0' });
    expect(await open().look()).toMatchObject([{ result: 'partial', problem: undefined }]);
    expect(seen()).toEqual(['firing']);
    expect(problems.length).toBeGreaterThan(0);
    grafana.broken.clear();
    clock.advance(10 * MINUTE);
    expect(await open().look()).toMatchObject([{ result: 'ok' }]);
    expect(seen()).toEqual(['firing', 'firing', 'resolved']);
  });

  it.each([500, 401, 404, 0])(
    'that is answered with %i fails without a word to the flow, and is made good later',
    async (status) => {
      const { grafana, open, seen, recorded, positions, clock } = started();
      await open().look();
      const before = positions.kept.get('grafana');
      grafana.broken.set(LIST, status);
      grafana.fire(BOT);
      clock.advance(MINUTE);
      grafana.resolve(BOT);
      const [report] = await open().look();
      expect(report).toMatchObject({ result: 'failed', accepted: 0 });
      expect(report?.problem).toBeTruthy();
      expect(recorded.callsOf('accept')).toEqual([]);
      expect(positions.kept.get('grafana')).toBe(before);
      grafana.broken.clear();
      clock.advance(MINUTE);
      await open().look();
      expect(seen()).toEqual(['firing', 'resolved']);
    },
  );

  it('that could not be stored is made good at the next one', async () => {
    const { grafana, open, recorded, reports, clock, positions } = started();
    grafana.fire(BOT);
    clock.advance(MINUTE);
    grafana.resolve(BOT);
    recorded.answer('accept', async () => Promise.reject(new StoreUnavailable('disk full')));
    await open().look();
    expect(reports).toMatchObject([{ result: 'failed', problem: 'The store cannot commit: disk full' }]);
    expect(positions.kept.size).toBe(0);
    const fresh = recordingOperations();
    recorded.answer('accept', async (source, alerts) => fresh.operations.accept(source, alerts));
    await open().look();
    expect(fresh.accepted.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  });

  it('starts anew where the position is not understood', async () => {
    const { grafana, open, seen, positions } = started();
    positions.kept.set('grafana', '{"readUntil":"yesterday"}');
    grafana.fire(BOT);
    await open().look();
    expect(seen()).toEqual(['firing']);
  });
});

describe('A look at an Alertmanager', () => {
  it('finds what fires, and after a while that it does no longer', async () => {
    const { grafana, open, recorded, clock } = started({ kind: 'alertmanager' });
    const looking = open();
    grafana.fire(BOT);
    await looking.look();
    grafana.resolve(BOT);
    for (let n = 0; n < 7; n++) {
      clock.advance(MINUTE);
      await looking.look();
    }
    expect(recorded.accepted.map(({ status, reason }) => [status, reason])).toEqual([
      ['firing', undefined],
      ['resolved', 'Vanished'],
    ]);
  });

  it.each([500, 302, 0])('that answers %i has failed', async (status) => {
    const { grafana, open } = started({ kind: 'alertmanager' });
    grafana.broken.set('/api/v2/alerts', status);
    expect(await open().look()).toMatchObject([{ source: 'alertmanager', result: 'failed' }]);
  });

  it('that never answers has failed after ten seconds', async () => {
    const { clock, recorded, positions } = started();
    const source = alertmanagerSource(
      alertmanagerClient({ url: 'http://a', send: async () => new Promise(() => undefined), clock }),
      clock,
    );
    const looking = reconciler({ sources: [source], accept: recorded.operations.accept, positions, clock });
    const look = looking.look();
    await expect.poll(() => clock.pending()).toBe(1);
    clock.advance(10_000);
    expect(await look).toMatchObject([{ result: 'failed', problem: 'The Alertmanager did not answer within 10 s' }]);
  });
});

describe('The looks', () => {
  it('begin at the start, come every 30 s, sooner where somebody asks, and end', async () => {
    const { grafana, open, reports, clock } = started();
    const looking = open();
    looking.start();
    looking.start();
    const looked = async (times: number) => expect.poll(() => reports.length).toBe(times);
    const waits = async () => expect.poll(() => clock.pending()).toBe(1);
    await looked(1);
    await waits();
    clock.advance(2000);
    await expect.poll(() => clock.sleeps.at(-1)).toBe(28_000);
    clock.advance(27_999);
    expect(reports).toHaveLength(1);
    clock.advance(1);
    await looked(2);

    await waits();
    for (let n = 0; n < 100; n++) looking.soon();
    expect(reports).toHaveLength(2);
    clock.advance(2000);
    await looked(3);

    await waits();
    clock.advance(2000);
    await expect.poll(() => clock.sleeps.at(-1)).toBe(28_000);
    looking.soon();
    await looked(4);

    grafana.broken.set(LIST, 0);
    await waits();
    looking.soon();
    clock.advance(2000);
    await looked(5);
    expect(reports.at(-1)?.result).toBe('failed');

    await looking.stop();
    clock.advance(10 * MINUTE);
    expect(reports).toHaveLength(5);
    expect(clock.pending()).toBe(0);
  });
});
