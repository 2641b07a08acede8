import { CARRIED_KEY } from '@release-risk/compiler/emit/dashboards/carriedModel';
import { readActual } from '@release-risk/grafana/state/actual';
import { applyState } from '@release-risk/grafana/state/apply';
import { diffState } from '@release-risk/grafana/state/diff';
import { readHistory } from '@release-risk/grafana/state/history';
import type { FakeGrafana } from '@release-risk/grafana/testing/fakeGrafana';
import type { RiskModel } from '@release-risk/model/model';
import { describe, expect, it } from 'vitest';
import { earlierModel } from './earlierModel.ts';
import { alertingFiles, dashboardFiles } from './exportedFiles.ts';
import { makeObjects, type ApplyChoices } from './makeObjects.ts';
import { takeovers } from './takeovers.ts';
import { AT, clientOf, shopGrafana, shopModel, SILENT } from './testing/shopGrafana.ts';

const OPEN: ApplyChoices = { bindings: {}, frozen: [] };
const SAID: ApplyChoices = {
  bindings: { metrics: 'prom' },
  folder: 'ours',
  intervalSeconds: 20,
  pipeline: { where: 'https://gw.example.com' },
  frozen: [],
};
const OPTIONS = { lock: false, rewriteSecrets: false, secrets: { RELEASE_RISK_GATEWAY_SECRET: 's3cret' } };

const objectsOf = (fake: FakeGrafana, choices: ApplyChoices, model: RiskModel = shopModel()) =>
  makeObjects(clientOf(fake), SILENT, model, choices, AT);

async function changesOf(fake: FakeGrafana, choices: ApplyChoices, model?: RiskModel) {
  const { client, desired } = await objectsOf(fake, choices, model);
  const actual = await readActual(client, desired.plan.model, desired);
  return { client, desired, actual, changes: diffState(desired, actual, OPTIONS) };
}

async function apply(fake: FakeGrafana, choices: ApplyChoices, model?: RiskModel): Promise<number> {
  const { client, desired, actual, changes } = await changesOf(fake, choices, model);
  return (await applyState(client, desired, actual, changes, OPTIONS)).writes;
}

describe('Objects of a model', () => {
  it('are made without writing anything', async () => {
    const fake = shopGrafana();
    const { desired, bindings } = await objectsOf(fake, SAID);
    expect(bindings).toEqual({ metrics: { name: 'metrics', type: 'prometheus', uid: 'prom' } });
    expect(desired.folder).toEqual({ uid: 'ours', title: 'ours' });
    expect(desired.groups.map(({ interval }) => interval)).toEqual([20]);
    expect(desired.contactPoints.map(({ name }) => name)).toEqual(['gw']);
    expect(fake.writes()).toEqual([]);
  });

  it('hold what was said at the last apply until something else is said', async () => {
    const fake = shopGrafana(['prom', 'other']);
    expect(await apply(fake, SAID)).toBeGreaterThan(0);
    expect(await apply(fake, OPEN)).toBe(0);
    const { desired } = await objectsOf(fake, { ...OPEN, intervalSeconds: 60, bindings: { metrics: 'other' } });
    expect(desired.settings).toMatchObject({
      bindings: { metrics: 'other' },
      intervalSeconds: 60,
      pipeline: { pipeline: 'https://gw.example.com' },
    });
  });

  it('are files of the same, without the record of applying', async () => {
    const { desired } = await objectsOf(shopGrafana(), SAID);
    expect(alertingFiles(desired, 'yaml').map(([name]) => name)).toEqual([
      'shop-contact-points.yaml',
      'shop-rules.yaml',
    ]);
    expect(alertingFiles(desired, 'hcl').map(([name]) => name)).toEqual(['shop-contact-points.tf', 'shop-rules.tf']);
    const dashboards = dashboardFiles(desired);
    expect(dashboards.map(([name]) => name)).toContain('rr-shop.json');
    expect(dashboards.map(([, text]) => text).join('')).not.toContain('releaseRiskApplied');
  });

  it('take over what a person edited only by name', async () => {
    const fake = shopGrafana();
    await apply(fake, SAID);
    Object.assign(fake.rules.get('rr-shop-act') ?? {}, { for: '9m' });
    const { changes } = await changesOf(fake, OPEN);
    expect(takeovers(changes).map(({ key }) => key)).toEqual(['rule/rr-shop-act']);
  });

  it.each<readonly [string, Partial<ApplyChoices>, readonly string[], object]>([
    ['no datasource', {}, [], { code: 'RR611', fault: { name: 'datasourceUndecided' } }],
    ['two datasources', {}, ['a', 'b'], { hint: 'Bind it to one of: a (A), b (B).' }],
    [
      'one that is gone',
      { bindings: { metrics: 'x' } },
      ['a'],
      { message: 'Grafana has no datasource "x" for "metrics"' },
    ],
    ['a refused interval', { intervalSeconds: 7 }, ['a'], { code: 'RR611', fault: { name: 'notCompiled' } }],
    [
      'a folder that is a dashboard',
      { folder: 'rr-shop' },
      ['a'],
      { code: 'RR601', fault: { name: 'folderIsDashboard' } },
    ],
    ['a pipeline nowhere', { pipeline: { where: 'gw' } }, ['a'], { code: 'RR601', fault: { name: 'notAnAddress' } }],
  ])('cannot be made: %s', async (_, said, uids, expected) => {
    const made = objectsOf(shopGrafana(uids), { ...OPEN, ...said });
    await expect(made).rejects.toMatchObject({ name: 'ApplyError', hint: expect.stringMatching(/\S/), ...expected });
  });

  it('name no flags in what to do', async () => {
    const error: unknown = await objectsOf(shopGrafana(), { ...SAID, pipeline: { where: 'https://a:b@c' } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ fault: { name: 'credentialsInAddress' } });
    expect(JSON.stringify([String(error), Reflect.get(Object(error), 'hint')])).not.toContain('--');
  });

  it('need services that a query finds', async () => {
    const model = shopModel();
    const discover = { kind: 'discovered', datasource: 'metrics', query: 'up' } as const;
    const discovering = { ...model, identity: { ...model.identity, services: discover } };
    const empty = () => Promise.resolve({ ok: true, nodes: { A: { frames: [], error: undefined } } } as const);
    const made = makeObjects(clientOf(shopGrafana()), empty, discovering, OPEN, AT);
    await expect(made).rejects.toMatchObject({ code: 'RR609', fault: { name: 'noServices' } });
  });
});

describe('An earlier version of a model', () => {
  it('is what was applied then, and applying it undoes', async () => {
    const fake = shopGrafana();
    const [before, after] = [shopModel(), shopModel('', '{ above: { yellow: 3, red: 9 } }')];
    await apply(fake, SAID, before);
    await apply(fake, OPEN, after);
    const client = clientOf(fake);
    const [now, first] = await readHistory(client, 'shop');
    expect(now?.fingerprint).not.toBe(first?.fingerprint);
    const earlier = await earlierModel(client, 'shop', first?.version ?? 0);
    expect(earlier.signals).toEqual(before.signals);
    await apply(fake, OPEN, earlier);
    expect((await readHistory(client, 'shop'))[0]?.fingerprint).toBe(first?.fingerprint);
  });

  it('is refused where there is none of that number, or it holds no model', async () => {
    const fake = shopGrafana();
    await apply(fake, SAID);
    await expect(earlierModel(clientOf(fake), 'shop', 99)).rejects.toMatchObject({ fault: { name: 'versionMissing' } });
    for (const { data } of fake.dashboards.get('rr-shop')?.versions ?? []) data[CARRIED_KEY] = undefined;
    await expect(earlierModel(clientOf(fake), 'shop', 1)).rejects.toMatchObject({
      fault: { name: 'versionWithoutModel' },
    });
  });
});
