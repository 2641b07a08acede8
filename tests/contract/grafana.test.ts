import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makePlan } from '@release-risk/compiler/makePlan';
import { readRuleState, type RuleState } from '@release-risk/grafana/api/ruleState';
import { grafanaClient } from '@release-risk/grafana/client';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { undiciTransport } from '@release-risk/cli/network/undiciTransport';
import { runCli } from '@release-risk/cli/testing/runCli';
import { engineDifferences } from '@release-risk/query/engineAgrees';
import { evaluate, scoreExecution, type Evaluation } from '@release-risk/query/evaluate';
import { executeInGrafana } from '@release-risk/query/grafanaExecutor';
import { hostClock } from '@release-risk/query/hostClock';
import { prometheusSource } from '@release-risk/query/prometheus';
import { prometheusOnPath, startPrometheus, type RunningPrometheus } from '@release-risk/query/testing/realPrometheus';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeModel, SERVICES } from './grafanaProbe.ts';

const { GRAFANA_URL, GRAFANA_TOKEN, GRAFANA_USER = 'admin', GRAFANA_PASSWORD = 'admin' } = process.env;
const CAN_RUN = GRAFANA_URL !== undefined && GRAFANA_URL !== '' && prometheusOnPath();
if (!CAN_RUN) {
  console.warn('SKIPPED: GRAFANA_URL is not set (or there is no Prometheus), so nothing is applied to a real Grafana.');
}

const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
const transport = undiciTransport(undefined);
const name = `contract-${String(process.pid)}`;
const names = { model: name, team: `${name}-team`, pipeline: `${name}-gateway` };
const FOLDER = `${name}-folder`;
const GROUP = `Release risk ${name}`;
const sourceUid = (logical: 'one' | 'two') => `${name}-${logical}`;

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const basic = Buffer.from(`${GRAFANA_USER}:${GRAFANA_PASSWORD}`).toString('base64');
  const response = await fetch(`${GRAFANA_URL ?? ''}${path}`, {
    method,
    headers: {
      authorization: GRAFANA_TOKEN ? `Bearer ${GRAFANA_TOKEN}` : `Basic ${basic}`,
      'content-type': 'application/json',
      'x-disable-provenance': 'true',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

const environment = {
  ...(GRAFANA_TOKEN
    ? { RELEASE_RISK_GRAFANA_TOKEN: GRAFANA_TOKEN }
    : { RELEASE_RISK_GRAFANA_USER: GRAFANA_USER, RELEASE_RISK_GRAFANA_PASSWORD: GRAFANA_PASSWORD }),
  RELEASE_RISK_GATEWAY_SECRET: 'contract secret',
};

async function cli(...args: readonly string[]) {
  return runCli([...args, '--grafana', GRAFANA_URL ?? ''], { clock, transport, env: environment });
}

describe.skipIf(!CAN_RUN)('a real Grafana', { timeout: 240_000 }, () => {
  const servers = new Map<'one' | 'two', RunningPrometheus>();
  let folder = '';
  let file = '';
  let model: RiskModel;
  const objects = () => [
    ...['one', 'two'].flatMap((one) => ['--datasource', `${one}=${sourceUid(one === 'one' ? 'one' : 'two')}`]),
    '--folder',
    FOLDER,
    '--interval',
    '10s',
    '--pipeline',
    'http://127.0.0.1:9',
  ];
  const apply = (...more: readonly string[]) => cli('apply', file, ...objects(), '--yes', '--quiet', ...more);
  const client = () =>
    grafanaClient(
      {
        url: GRAFANA_URL ?? '',
        auth: GRAFANA_TOKEN
          ? { kind: 'token', token: GRAFANA_TOKEN }
          : { kind: 'basic', username: GRAFANA_USER, password: GRAFANA_PASSWORD },
      },
      transport,
      clock,
    );

  /** The rule after an evaluation that began later than `after` (epoch ms). */
  async function evaluated(
    uid: string,
    after: number,
    until: (rule: RuleState) => boolean = () => true,
  ): Promise<RuleState> {
    for (let tried = 0; tried < 60; tried++) {
      const rules = await readRuleState(client(), FOLDER, GROUP);
      const rule = rules.find((one) => one.uid === uid);
      if (rule !== undefined && Date.parse(rule.lastEvaluation) > after && until(rule)) return rule;
      await pause(1000);
    }
    throw new Error(`${uid} was not evaluated as expected`);
  }

  /** As `evaluated`, once the states of all services are of that evaluation: Grafana writes them one after another. */
  async function settled(uid: string, after: number): Promise<RuleState> {
    const whole = (rule: RuleState) => (rule.alerts ?? []).length === SERVICES.length;
    for (;;) {
      const first = await evaluated(uid, after, whole);
      await pause(1000);
      const second = await evaluated(uid, after, whole);
      if (second.lastEvaluation === first.lastEvaluation) return second;
    }
  }

  async function direct(at: number): Promise<Evaluation> {
    const sources = new Map(
      [...servers].map(([logical, { url }]) => [
        logical,
        prometheusSource({ name: logical, type: 'prometheus', url }, transport, clock),
      ]),
    );
    const services = SERVICES.map((service) => ({ service }));
    return evaluate(model, makePlan(model, { services }), sources, at);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-contract-'));
    file = join(folder, 'model.yaml');
    await writeFile(file, probeModel(names));
    const read = readModel(probeModel(names), file);
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    model = read.model;
    for (const logical of ['one', 'two'] as const) {
      const server = await startPrometheus();
      servers.set(logical, server);
      const uid = sourceUid(logical);
      await call('POST', '/api/datasources', { name: uid, uid, type: 'prometheus', access: 'proxy', url: server.url });
    }
    const team = { uid: names.team, name: names.team, type: 'webhook', settings: { url: 'http://127.0.0.1:9' } };
    const made = await call('POST', '/api/v1/provisioning/contact-points', team);
    if (made.status !== 202) throw new Error(`no contact point: ${JSON.stringify(made.json)}`);
  }, 120_000);

  afterAll(async () => {
    await cli('destroy', file, '--yes', '--force');
    await call('DELETE', `/api/v1/provisioning/contact-points/${names.team}`);
    for (const logical of ['one', 'two'] as const) await call('DELETE', `/api/datasources/uid/${sourceUid(logical)}`);
    for (const server of servers.values()) await server.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('holds what was applied, and a second apply writes nothing', async () => {
    const first = await apply('--format', 'json');
    expect(first.code, first.stderr).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({
      model: name,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    });
    const second = await apply('--format', 'json');
    expect(JSON.parse(second.stdout)).toMatchObject({ writes: 0 });
    expect((await cli('diff', file, ...objects())).code).toBe(0);
  });

  it('has an engine that gives the same numbers as score(), to the bit, on the readings of one request', async () => {
    const plan = makePlan(model, { services: SERVICES.map((service) => ({ service })) });
    const bindings = {
      one: { name: 'one', type: 'prometheus', uid: sourceUid('one') },
      two: { name: 'two', type: 'prometheus', uid: sourceUid('two') },
    } as const;
    const at = Math.floor(Date.now() / 1000);
    const { execution, engine } = await executeInGrafana(plan, bindings, answeringQueries(client()), at);
    const evaluation = scoreExecution(model, plan, execution);
    expect(engine.ok).toBe(true);
    expect(engineDifferences(plan, evaluation, engine)).toEqual([]);
    const ours = await direct(at);
    expect(evaluation.services.map(({ result }) => result.score)).toEqual(
      ours.services.map(({ result }) => result.score),
    );
  });

  it('alerts with the score and the verdict of the direct executor at the rule’s own evaluation', async () => {
    for (let round = 0, after = Date.now(); round < 3; round++) {
      const rule = await settled(`rr-${name}-review`, after);
      after = Date.parse(rule.lastEvaluation);
      const ours = await direct(after / 1000);
      const alerts = new Map((rule.alerts ?? []).map((alert) => [alert.labels['service'], alert]));
      for (const { name: service, result } of ours.services) {
        const alert = alerts.get(service);
        expect([service, alert?.annotations['risk_score'], alert?.annotations['verdict']]).toEqual([
          service,
          result.score.toFixed(2),
          result.verdict,
        ]);
        const alerting = result.verdict !== 'Low' || result.red;
        expect([service, alert?.state.startsWith('Alerting')]).toEqual([service, alerting]);
      }
    }
    const act = await evaluated(`rr-${name}-act`, 0);
    const firing = (act.alerts ?? [])
      .filter(({ state }) => state.startsWith('Alerting'))
      .map(({ labels }) => labels['service']);
    expect(firing).toEqual(expect.arrayContaining(['vetoed', 'medium']));
    expect(firing).not.toContain('calm');
  });

  it('keeps the state of its alerts when applied again with other texts', async () => {
    const before = await evaluated(`rr-${name}-act`, Date.now());
    await writeFile(file, probeModel(names).replace('owner: Tests', 'owner: Others'));
    expect((await apply()).code).toBe(0);
    const after = await evaluated(`rr-${name}-act`, Date.now());
    const since = (rule: RuleState) => rule.alerts?.find(({ labels }) => labels['service'] === 'vetoed')?.activeAt;
    expect(since(before)).toBeDefined();
    expect(since(after)).toBe(since(before));
  });

  it('shows an edit by hand, leaves it alone, and takes it over when forced', async () => {
    const { json } = await call('GET', `/api/v1/provisioning/alert-rules/rr-${name}-review`);
    await call('PUT', `/api/v1/provisioning/alert-rules/rr-${name}-review`, { ...(json as object), isPaused: true });
    const diff = await cli('diff', file, ...objects());
    expect(diff.code).toBe(1);
    expect(diff.stdout).toContain('edited by hand');
    expect(diff.stdout).toContain('paused: true -> false');
    const refused = await apply();
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('--force');
    expect((await call('GET', `/api/v1/provisioning/alert-rules/rr-${name}-review`)).json).toMatchObject({
      isPaused: true,
    });
    expect((await apply('--force')).code).toBe(0);
    expect((await cli('diff', file, ...objects())).code).toBe(0);
  });

  it('keeps versions, and applies an earlier one again', async () => {
    await writeFile(file, probeModel(names, 7));
    expect((await apply()).code).toBe(0);
    const history = await cli('history', file, '--format', 'json');
    const { versions } = JSON.parse(history.stdout) as { versions: { version: number; fingerprint: string }[] };
    const [now, before] = [versions[0], versions.at(-1)];
    expect(now?.fingerprint).not.toBe(before?.fingerprint);
    expect((await cli('history', file, '--undo', String(before?.version), ...objects(), '--yes', '--quiet')).code).toBe(
      0,
    );
    await writeFile(file, probeModel(names));
    expect((await cli('diff', file, ...objects())).code).toBe(0);
  });

  it('keeps act firing and tells people when a datasource is gone', async () => {
    const act = `rr-${name}-act`;
    await evaluated(act, Date.now(), ({ state }) => state === 'firing');
    await servers.get('two')?.stop();
    servers.delete('two');
    const review = await evaluated(`rr-${name}-review`, Date.now() + 10_000, ({ health }) => health === 'error');
    expect((review.alerts ?? []).some(({ state }) => state.startsWith('Error'))).toBe(true);
    const kept = await evaluated(act, Date.now());
    const vetoed = kept.alerts?.find(({ labels }) => labels['service'] === 'vetoed');
    expect(vetoed?.state).toContain('Alerting');
  });

  it('is left with nothing after destroy', async () => {
    expect((await cli('destroy', file, '--yes', '--quiet')).code).toBe(0);
    for (const path of [
      `/api/folders/${FOLDER}`,
      `/api/dashboards/uid/rr-${name}`,
      `/api/dashboards/uid/rr-${name}-service`,
      `/api/v1/provisioning/alert-rules/rr-${name}-act`,
      `/api/v1/provisioning/folder/${FOLDER}/rule-groups/${encodeURIComponent(GROUP)}`,
    ]) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 404]);
    }
    const { json } = await call('GET', `/api/v1/provisioning/contact-points?name=${names.pipeline}`);
    expect(json).toEqual([]);
    expect((await cli('destroy', file, '--yes')).stdout).toContain('nothing was there');
  });
});
