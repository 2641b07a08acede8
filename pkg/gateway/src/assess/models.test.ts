import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHOP_MODEL } from '@release-risk/cli/testing/shop';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import { grafanaClient } from '@release-risk/grafana/client';
import { cannedTransport, type CannedAnswer } from '@release-risk/query/testing/cannedTransport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { modelOf } from '@release-risk/query/testing/modelOf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import { modelFiles } from './modelFiles.ts';
import { keepFresh, madeByAnotherVersion, openModels } from './models.ts';
import { modelsOfGrafana } from './modelsOfGrafana.ts';

const never = new AbortController().signal;
const named = (name: string) => SHOP_MODEL.replace('name: shop', `name: ${name}`);
const BROKEN = SHOP_MODEL.replace('weight: 60', 'weight: heavy');

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-models-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return Promise.all(
    Object.entries(texts).map(async ([name, text]) => {
      await writeFile(join(folder, name), text);
      return join(folder, name);
    }),
  );
}

async function refusal(work: Promise<unknown>): Promise<GatewayError> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof GatewayError)) throw new Error(`expected a GatewayError, got ${String(thrown)}`);
  return thrown;
}

describe('Models in files', () => {
  it('are known by their names, with the fingerprint that their rules carry', async () => {
    const files = await written({ 'a.yaml': SHOP_MODEL, 'b.yaml': named('other') });
    const models = await openModels(modelFiles(files), never);
    expect(models.all().map(({ model, from }) => [model.name, from])).toEqual([
      ['shop', files[0]],
      ['other', files[1]],
    ]);
    expect(models.named('shop')?.fingerprint).toMatch(/^[0-9a-f]+$/);
    expect(models.named('unknown')).toBeUndefined();
    expect(models.problems()).toEqual([]);
  });

  it('that are broken at the start are refused with file, line and column', async () => {
    const [file = ''] = await written({ 'broken.yaml': BROKEN });
    const error = await refusal(openModels(modelFiles([file]), never));
    expect(error.code).toBe('GW201');
    expect(error.message).toMatch(/broken\.yaml is not a valid configuration: line 17, column \d+: .*\(RR\d+\)/);
  });

  it.each<[string, () => Promise<readonly string[]>, string]>([
    ['are not there', () => Promise.resolve([join(folder, 'none.yaml')]), 'ENOENT'],
    ['are folders', () => Promise.resolve([folder]), 'EISDIR'],
    ['are no model at all', () => written({ 'log.yaml': 'x'.repeat(2 * 1024 * 1024) }), 'the most that is read'],
    ['are two of one name', () => written({ 'c.yaml': SHOP_MODEL, 'd.yaml': SHOP_MODEL }), 'stands in'],
  ])('that %s are refused at the start', async (_, files, words) => {
    expect((await refusal(openModels(modelFiles(await files()), never))).message).toContain(words);
  });

  it('that break later stay as they were, which is told, and are taken when they are whole again', async () => {
    const files = await written({ 'later.yaml': SHOP_MODEL });
    const models = await openModels(modelFiles(files), never);
    const before = models.named('shop');
    await written({ 'later.yaml': BROKEN });
    await models.refresh(never);
    expect(models.named('shop')).toBe(before);
    expect(models.problems()).toEqual([expect.stringMatching(/later\.yaml is used as it was before: line 17, column/)]);
    await rm(join(folder, 'later.yaml'));
    await models.refresh(never);
    expect(models.named('shop')).toBe(before);
    expect(models.problems()).toEqual([expect.stringContaining('ENOENT')]);
    await written({ 'later.yaml': SHOP_MODEL.replace('weight: 60', 'weight: 61') });
    await models.refresh(never);
    expect(models.named('shop')?.model.signals[0]?.weight).toBe(61);
    expect(models.problems()).toEqual([]);
  });

  it('that say the same stay the same object', async () => {
    const files = await written({ 'same.yaml': SHOP_MODEL });
    const models = await openModels(modelFiles(files), never);
    const before = models.named('shop')?.model;
    await written({ 'same.yaml': `# a comment\n${SHOP_MODEL}` });
    await models.refresh(never);
    expect(models.named('shop')?.model).toBe(before);
  });

  it('are read again every minute until the end', async () => {
    const files = await written({ 'minute.yaml': SHOP_MODEL });
    const models = await openModels(modelFiles(files), never);
    const clock = manualClock();
    const stop = new AbortController();
    const kept = keepFresh(models, clock, stop.signal);
    await written({ 'minute.yaml': named('renamed') });
    expect(clock.sleeps).toEqual([60_000]);
    clock.advance(60_000);
    await expect.poll(() => models.all().map(({ model }) => model.name), { interval: 5 }).toEqual(['renamed']);
    stop.abort();
    await kept;
    expect(clock.pending()).toBe(0);
  });
});

describe("Models of the plugin's settings", () => {
  const document = modelDocument(modelOf(SHOP_MODEL));
  const settings = (models: readonly unknown[]) => ({
    body: { enabled: true, jsonData: { revision: 3, models, bindings: { shop: { metrics: 'prom' } } } },
  });

  async function opened(answers: readonly (() => CannedAnswer)[]) {
    let asked = 0;
    const { transport } = cannedTransport(() => (answers[Math.min(asked++, answers.length - 1)] ?? (() => ({})))());
    const clock = manualClock({ skips: (ms) => ms < 10_000 });
    const target = { url: 'http://grafana.test', auth: { kind: 'none' }, attempts: 1 } as const;
    return openModels(
      modelsOfGrafana((signal) => grafanaClient(target, transport, clock, signal)),
      never,
    );
  }

  it('are known with the datasources that were chosen there', async () => {
    const models = await opened([() => settings([document])]);
    expect(models.named('shop')).toMatchObject({ bindings: { metrics: 'prom' }, model: { name: 'shop' } });
    expect(models.problems()).toEqual([]);
  });

  it('leave out and tell those that are broken, and know the others', async () => {
    const other = { ...document, name: 'other', minCoverage: 7 };
    const models = await opened([() => settings([other, document, null, { kind: 'RiskModel' }])]);
    expect(models.all().map(({ model }) => model.name)).toEqual(['shop']);
    expect(models.problems()).toEqual([
      expect.stringMatching(/^The model other in Grafana is not used: minCoverage: .*\(RR\d+\)$/),
      expect.stringMatching(/^A model without a name in the plugin's settings is not used: /),
      expect.stringMatching(/^A model without a name in the plugin's settings is not used: /),
    ]);
  });

  it('that break later stay as they were; those that were removed are gone', async () => {
    const models = await opened([
      () => settings([document, { ...document, name: 'other' }]),
      () => settings([{ ...document, minCoverage: 7 }]),
    ]);
    await models.refresh(never);
    expect(models.all().map(({ model }) => [model.name, model.minCoverage])).toEqual([['shop', 0.5]]);
    expect(models.problems()).toEqual([expect.stringContaining('is used as it was before')]);
  });

  it.each<[string, () => CannedAnswer]>([
    ['is down', () => ({ status: 502, body: 'down' })],
    ['refuses the account', () => ({ status: 401, body: {} })],
    ['has no such plugin', () => ({ status: 404, body: {} })],
    ['answers nonsense', () => ({ body: '<html>' })],
    [
      'is not reached',
      () => {
        throw new Error('refused');
      },
    ],
  ])('where Grafana %s are none at the start, which is told, and come later', async (_, answer) => {
    const models = await opened([answer, () => settings([document]), answer]);
    expect(models.all()).toEqual([]);
    expect(models.problems()).toEqual([expect.stringContaining('could not be read')]);
    await models.refresh(never);
    expect(models.all()).toHaveLength(1);
    expect(models.problems()).toEqual([]);
    await models.refresh(never);
    expect(models.all()).toHaveLength(1);
    expect(models.problems()).toEqual([expect.stringContaining('the models are as before')]);
  });

  it('refuse a refresh only where it was given up', async () => {
    const models = await opened([() => settings([document])]);
    await expect(models.refresh(AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
    expect(models.all()).toHaveLength(1);
  });
});

describe('An alert', () => {
  it('of another version of the model is told apart; one that does not say is not', async () => {
    const files = await written({ 'print.yaml': SHOP_MODEL });
    const [known] = (await openModels(modelFiles(files), never)).all();
    if (known === undefined) throw new Error('no model');
    const label = (fingerprint: string) => ({ release_risk_fingerprint: fingerprint });
    expect(madeByAnotherVersion(label(known.fingerprint), known)).toBeUndefined();
    expect(madeByAnotherVersion({}, known)).toBeUndefined();
    expect(madeByAnotherVersion(label('0123456789abcdef'), known)).toContain('another version of the model shop');
  });
});
