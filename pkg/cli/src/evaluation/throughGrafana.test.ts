import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scoreReportSchema } from '@release-risk/contract/verdict';
import { cannedTransport, type CannedAnswer, type CannedTransport } from '@release-risk/query/testing/cannedTransport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fakeShop, shopAnswer } from '../testing/fakeShop.ts';
import { runCli } from '../testing/runCli.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

const QUERY = z.object({ queries: z.array(z.object({ refId: z.string(), expr: z.string().optional() })) });
const VECTOR = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});
const THROUGH = ['--grafana', 'http://grafana.test'];

let folder = '';
let model = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-through-'));
  model = join(folder, 'risk.yaml');
  await writeFile(model, SHOP_MODEL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A Grafana over the shop's Prometheus, whose engine gives `engine` for every output. */
function fakeGrafana(engine: number, refused?: CannedAnswer): CannedTransport {
  return cannedTransport(({ url, body = '' }) => {
    if (refused !== undefined) return refused;
    if (url.endsWith('/api/datasources')) return { body: [{ uid: 'prom', name: 'Prometheus', type: 'prometheus' }] };
    const { queries } = QUERY.parse(JSON.parse(body));
    const nodes = queries.map(({ refId, expr }) => [refId, { status: 200, frames: framesOf(expr, engine) }] as const);
    return { body: { results: Object.fromEntries(nodes) } };
  });
}

function framesOf(expr: string | undefined, engine: number) {
  const frame = (labels: Readonly<Record<string, string>>, value: number) => ({
    schema: { fields: [{ name: 'Value', type: 'number', labels }] },
    data: { values: [[value]] },
  });
  if (expr === undefined) return [frame({ service: 'checkout' }, engine)];
  const { data } = VECTOR.parse(shopAnswer(expr, { latency: 240 }).body);
  return data.result.map(({ metric, value }) => frame(metric, Number(value[1])));
}

const run = (verb: string, { transport }: CannedTransport, ...more: readonly string[]) =>
  runCli([verb, model, '--service', 'checkout', ...more], {
    clock: manualClock({ skips: (ms) => ms < 10_000 }),
    transport,
    env: {},
  });

describe('Evaluating through a Grafana', () => {
  it('reads what the servers themselves say, in one request', async () => {
    const grafana = fakeGrafana(0);
    const through = scoreReportSchema.parse(
      JSON.parse((await run('score', grafana, ...THROUGH, '--format', 'json')).stdout),
    );
    const shop = fakeShop({ latency: 240 });
    const direct = await run('score', shop, '--prometheus', 'http://shop.test', '--format', 'json');
    expect(through.services).toEqual(scoreReportSchema.parse(JSON.parse(direct.stdout)).services);
    expect(grafana.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /api/datasources',
      'POST /api/ds/query',
    ]);
  });

  it.each([
    ['score', []],
    ['gate', ['--before']],
  ])('warns in %s where the engine of Grafana gives another score', async (verb, more) => {
    const { stdout } = await run(verb, fakeGrafana(2), ...THROUGH, '--format', 'json', ...more);
    const { warnings } = z.object({ warnings: z.array(z.string()) }).parse(JSON.parse(stdout));
    expect(warnings).toContainEqual(expect.stringContaining('checkout: score is 2 in Grafana and 0.4 here'));
  });

  it('explains, too', async () => {
    const { code, stdout } = await run('explain', fakeGrafana(0), ...THROUGH);
    expect(code).toBe(0);
    expect(stdout).toContain('240 ms vs usual 190 ms');
  });

  it.each([
    ['servers as well', [...THROUGH, '--prometheus', 'http://shop.test'], '--grafana and --prometheus exclude'],
    ['one bound server as well', [...THROUGH, '--bind', 'metrics=http://shop.test'], '--grafana and --bind exclude'],
    ['a datasource of no Grafana', ['--datasource', 'metrics=prom'], 'none is named'],
    ['a datasource that is not there', [...THROUGH, '--datasource', 'metrics=gone'], 'no datasource "gone"'],
  ])('refuses %s', async (_name, more, words) => {
    const { code, stderr } = await run('score', fakeGrafana(0), ...more);
    expect(code).toBe(3);
    expect(stderr).toContain(words);
  });

  it('ends 3 where Grafana refuses the account', async () => {
    const { code, stderr } = await run('score', fakeGrafana(0, { status: 401, body: { message: 'no' } }), ...THROUGH);
    expect(code).toBe(3);
    expect(stderr).toContain('RR611');
  });
});
