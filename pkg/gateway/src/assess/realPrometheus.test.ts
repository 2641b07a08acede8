import { SHOP_MODEL, shopMetrics } from '@release-risk/cli/testing/shop';
import { deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import { hostClock } from '@release-risk/query/hostClock';
import { modelOf } from '@release-risk/query/testing/modelOf';
import { prometheusOnPath, type RunningPrometheus, startPrometheus } from '@release-risk/query/testing/realPrometheus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assessor } from './assessor.ts';
import { direct } from './direct.ts';
import type { Assessor } from './evaluator.ts';

/** Epoch seconds; the history is written for this moment. */
const DEPLOYED = Date.UTC(2026, 10, 2, 12) / 1000;
const CALM = { errors: 0.006, latency: 190 };
const never = new AbortController().signal;
const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
const secrets = () => ({ env: () => '', file: () => Promise.resolve('') });
const looksAt = async (url: string): Promise<Assessor> =>
  assessor(await direct({ metrics: { url } }, secrets, () => fetchTransport(fetch), clock), clock);

describe.skipIf(!prometheusOnPath())('Assessing over a real Prometheus', () => {
  let server: RunningPrometheus;
  beforeAll(async () => {
    server = await startPrometheus({
      openMetrics: shopMetrics(DEPLOYED, 1800, [
        {
          service: 'checkout',
          version: '2.14.0',
          states: [
            { from: -Infinity, ...CALM },
            { from: 300, errors: 0.041, latency: 410 },
            { from: 1200, ...CALM },
          ],
        },
        { service: 'search', version: '7.1.0', states: [{ from: -Infinity, ...CALM }] },
      ]),
    });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  const list = [{ service: 'checkout' }, { service: 'search' }, { service: 'cart' }];

  it('sees a release go bad and recover, beside one that stays calm and one without any data', async () => {
    const looks = await looksAt(server.url);
    const at = async (offset: number) =>
      Object.fromEntries(await looks.assess(modelOf(SHOP_MODEL), list, DEPLOYED + offset, [], never));
    expect(await at(120)).toMatchObject({
      checkout: { verdict: 'Low', recovered: true, runningVersion: '2.14.0' },
      search: { verdict: 'Low', recovered: true, runningVersion: '7.1.0' },
      cart: { verdict: 'Inconclusive', recovered: false, runningVersion: undefined },
    });
    expect(await at(900)).toMatchObject({
      checkout: { verdict: 'High', score: 2, recovered: false, sentence: expect.stringMatching(/^Veto: error rate/) },
      search: { verdict: 'Low' },
    });
    expect(await at(1500)).toMatchObject({ checkout: { verdict: 'Low', score: 0, recovered: true } });
  });

  it('judges by what stood when the deployment began, where the model freezes its baselines', async () => {
    const frozen = modelOf(
      SHOP_MODEL.replaceAll(/( +)limit: \{ (sigmas|ratio)/g, '$1baseline: { kind: frozen, window: 1h, step: 1m }\n$&'),
    );
    const looks = await looksAt(server.url);
    const record = deploymentRecordSchema.parse({
      id: 'd1',
      labels: { service: 'checkout' },
      version: '2.14.0',
      startedAt: new Date(DEPLOYED * 1000).toISOString(),
    });
    const checkout = list.slice(0, 1);
    const without = await looks.assess(frozen, checkout, DEPLOYED + 900, [], never);
    expect(without.get('checkout')).toMatchObject({ verdict: 'Inconclusive', recovered: false });
    const withRecord = await looks.assess(frozen, checkout, DEPLOYED + 900, [record], never);
    expect(withRecord.get('checkout')).toMatchObject({ verdict: 'High', score: 2 });
  });

  it('discovers services, and says why it cannot', async () => {
    const discovering = (query: string) =>
      modelOf(
        SHOP_MODEL.replace(
          'services: [checkout, search, cart]',
          `services: { discover: { datasource: metrics, query: '${query}' } }`,
        ),
      );
    const looks = await looksAt(server.url);
    const at = DEPLOYED + 900;
    const found = await looks.services(discovering('group by (service) (shop_requests)'), at, never);
    expect(found).toEqual({ ok: true, services: [{ service: 'checkout' }, { service: 'search' }] });
    const none = await looks.services(discovering('group by (service) (shop_nothing)'), at, never);
    expect(none).toMatchObject({ ok: false, reason: expect.stringContaining('found no service') });
    const assessed = await looks.assess(
      discovering('group by (service) (shop_requests)'),
      list.slice(0, 1),
      at,
      [],
      never,
    );
    expect(assessed.get('checkout')).toMatchObject({ verdict: 'High' });
  });

  it('says that nothing was answered where the server is gone', async () => {
    const gone = await startPrometheus();
    await gone.stop();
    const looks = await looksAt(gone.url);
    const found = await looks.assess(modelOf(SHOP_MODEL), list, DEPLOYED, [], never);
    expect([...found.values()].map(({ verdict, recovered }) => ({ verdict, recovered }))).toEqual(
      list.map(() => ({ verdict: null, recovered: false })),
    );
    expect(found.get('checkout')?.problem).toContain('metrics');
  });
});
