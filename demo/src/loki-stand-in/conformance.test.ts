import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startBinaries } from '../processes/binaries.ts';
import { launchFromSource } from '../processes/launcher.ts';
import { freePorts } from '../processes/ports.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { startLoki } from '../servers/loki.ts';
import { CONFORMANCE_CASES, CONFORMANCE_LINES, CONFORMANCE_RANGES } from './conformance.ts';
import { createLokiStandIn } from './http.ts';
import { LogStore } from './log-store.ts';

const { LOKI_BIN, LOKI_URL } = process.env;
const STEP_S = 30;
/** The log set starts at a full step, a few minutes ago: a real Loki keeps it in its memory and on its disk. */
const startS = Math.floor(Date.now() / 1000 / STEP_S) * STEP_S - 600;
const SET = `set${startS}x${process.pid}`;

const answerSchema = z.object({
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
    }),
    z.object({ resultType: z.literal('scalar'), result: z.tuple([z.number(), z.string()]) }),
    z.object({
      resultType: z.literal('matrix'),
      result: z.array(
        z.object({
          metric: z.record(z.string(), z.string()),
          values: z.array(z.tuple([z.number(), z.string()])),
        }),
      ),
    }),
  ]),
});

/** Adds the matcher that keeps this run's log set apart. */
function within(query: string): string {
  return query.replaceAll(/\{(\w+)(=|!)/g, `{set="${SET}",$1$2`);
}

function labelsText(labels: Record<string, string>): string {
  return Object.keys(labels)
    .filter((name) => name !== 'set')
    .sort()
    .map((name) => `${name}=${labels[name]}`)
    .join(',');
}

async function push(url: string): Promise<void> {
  const ordered = [...CONFORMANCE_LINES].sort((a, b) => a.second - b.second);
  const streams = ordered.map(({ labels, second, line }) => ({
    stream: { ...labels, set: SET },
    values: [[`${startS + second}000000000`, line]],
  }));
  const answer = await fetch(`${url}/loki/api/v1/push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ streams }),
  });
  expect(answer.status, await answer.text()).toBe(204);
  await fetch(`${url}/flush`, { method: 'POST' });
}

async function ask(url: string, path: string, parameters: Record<string, string>) {
  const answer = await fetch(`${url}/loki/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const text = await answer.text();
  return { status: answer.status, text, data: answer.ok ? answerSchema.parse(JSON.parse(text)).data : undefined };
}

function defineCases(url: () => string, isStandIn: boolean): void {
  it.each(CONFORMANCE_CASES.filter((c) => isStandIn || c.standInOnly !== true))('answers $query', async (one) => {
    const answer = await ask(url(), 'query', { query: within(one.query), time: String(startS + 60) });
    if (one.rows === 400 || one.rows === 500) {
      expect(answer.status).toBe(one.rows);
      if (one.standInOnly) expect(answer.text).toContain('this stand-in for Loki does not support');
      return;
    }
    expect(answer.status, answer.text).toBe(200);
    const rows = answer.data?.resultType === 'vector' ? answer.data.result : [];
    const seen = new Map(rows.map(({ metric, value }) => [labelsText(metric), Number(value[1])]));
    const wanted = new Map(one.rows.map((row) => [row.split(' -> ')[0] ?? '', Number(row.split(' -> ')[1])]));
    expect(rows.length).toBe(wanted.size);
    expect([...seen.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [labels, value] of wanted) {
      if (Number.isNaN(value)) expect(seen.get(labels)).toBeNaN();
      else expect(Math.abs((seen.get(labels) ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
    }
  });

  it.each(CONFORMANCE_RANGES)('answers $query over time', async ({ query, rows }) => {
    // The ends lie between steps: both are moved out to the next one.
    const parameters = { query: within(query), start: String(startS + 7), end: String(startS + 100), step: '30' };
    const { data, text } = await ask(url(), 'query_range', parameters);
    expect(data?.resultType, text).toBe('matrix');
    const seen = (data?.resultType === 'matrix' ? data.result : []).map(
      ({ metric, values }) =>
        `${labelsText(metric)} -> ${values.map(([at, value]) => `${at - startS}:${value}`).join(' ')}`,
    );
    expect(seen).toEqual(rows);
  });
}

describe('the stand-in for Loki', () => {
  const app = createLokiStandIn(new LogStore(), () => BigInt(Date.now()) * 1_000_000n);
  let url = '';
  beforeAll(async () => {
    url = await app.listen({ host: '127.0.0.1', port: 0 });
    await push(url);
  });
  afterAll(() => app.close());
  defineCases(() => url, true);

  it.each(['/ready', '/loki/api/v1/status/buildinfo', '/loki/api/v1/tail'])('says what it is on %s', async (path) => {
    const answer = await fetch(url + path);
    expect(answer.headers.get('x-stand-in')).toBe('loki');
    expect(await answer.text()).toContain('stand-in for Loki');
  });

  it('lists labels, values and series', async () => {
    const range = `start=${startS - 60}&end=${startS + 120}`;
    const get = async (path: string) =>
      z.object({ data: z.unknown() }).parse(await (await fetch(url + path)).json()).data;
    expect(await get(`/loki/api/v1/labels?${range}`)).toEqual(['kind', 'service', 'set']);
    expect(await get(`/loki/api/v1/label/service/values?${range}`)).toEqual(['a', 'b', 'c']);
    const match = encodeURIComponent('{kind="app"}');
    expect(await get(`/loki/api/v1/series?match[]=${match}&${range}`)).toEqual([
      { service: 'a', kind: 'app', set: SET },
    ]);
  });

  it('gives the newest lines first, up to the limit', async () => {
    const parameters = { query: '{kind="app"} != "cut"', start: String(startS), end: String(startS + 60), limit: '2' };
    const answer = await fetch(`${url}/loki/api/v1/query_range`, {
      method: 'POST',
      body: new URLSearchParams(parameters),
    });
    const schema = z.object({
      data: z.object({ result: z.array(z.object({ values: z.array(z.tuple([z.string(), z.string()])) })) }),
    });
    const lines = schema.parse(await answer.json()).data.result.flatMap((stream) => stream.values.map((v) => v[1]));
    expect(lines).toEqual(['Error: x+y (z)', 'level=error msg="CRM timed out"']);
  });

  it.each([
    ['no JSON', 'x', 'application/json', 400],
    ['no streams', '{}', 'application/json', 400],
    ['a time that is no number', '{"streams":[{"stream":{},"values":[["now","x"]]}]}', 'application/json', 400],
    ['protobuf', 'x', 'application/x-protobuf', 415],
  ])('refuses to take %s', async (_what, body, type, status) => {
    const answer = await fetch(`${url}/loki/api/v1/push`, { method: 'POST', body, headers: { 'content-type': type } });
    expect(answer.status).toBe(status);
  });
});

const realName = LOKI_URL ?? LOKI_BIN;
describe.skipIf(realName === undefined)(
  `a real Loki (${realName ?? 'skipped: neither LOKI_BIN nor LOKI_URL is set'})`,
  () => {
    let url = LOKI_URL ?? '';
    let stop: () => Promise<void> = async () => undefined;
    beforeAll(async () => {
      if (LOKI_URL === undefined && LOKI_BIN !== undefined) {
        const folder = await mkdtemp(join(tmpdir(), 'loki-'));
        const binaries = await startBinaries(launchFromSource);
        stop = async () => {
          await binaries.stop();
          await rm(folder, { recursive: true, force: true });
        };
        const { http, grpc } = await freePorts(['http', 'grpc']);
        url = (await startLoki(binaries, { file: LOKI_BIN, folder, httpPort: http, grpcPort: grpc })).url;
      }
      await push(url);
      await waitUntil(
        'the week-old lines to be found',
        async () => {
          const query = within('sum(count_over_time({kind="request"}[1m] offset 14d))');
          const { data } = await ask(url, 'query', { query, time: String(startS + 60) });
          return data?.resultType === 'vector' && data.result[0]?.value[1] === '2' ? true : undefined;
        },
        { timeoutMs: 30_000, everyMs: 500 },
      );
    }, 60_000);
    afterAll(() => stop(), 20_000);
    defineCases(() => url, false);
  },
);
