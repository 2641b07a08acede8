import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import { readRulesOfDashboard, type RuleState } from '@release-risk/grafana/api/ruleState';
import { readModel } from '@release-risk/language/document/readModel';
import { startPrometheus, type RunningPrometheus } from '@release-risk/query/testing/realPrometheus';
import { probeModel, SERVICES, type ProbeNames } from '../contract/grafanaProbe.ts';
import { adminClient, api, must, releaseRisk } from './grafanaUnderTest.ts';
import { dropModel, keepModel } from './keptModels.ts';

/** A model applied to the Grafana under test: its readings are known by construction. */
export interface Probe {
  readonly name: string;
  /** Path of the model's file. */
  readonly file: string;
  /** Datasource uid by logical name. */
  readonly bindings: Readonly<Record<'one' | 'two', string>>;
  readonly services: readonly string[];
  /** The review rule as one of its evaluations left it, once the alerts of all services are of that evaluation. */
  settledRule(): Promise<RuleState>;
  remove(): Promise<void>;
}

/** Starts two Prometheus servers, makes their datasources, applies the probe model and keeps it in the app's settings. */
export async function applyProbe(name: string): Promise<Probe> {
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-e2e-'));
  const file = join(folder, 'model.yaml');
  const names = { model: name, team: `${name}-team`, pipeline: `${name}-pipeline` };
  await writeFile(file, probeModel(names));
  const bindings = { one: `${name}-one`, two: `${name}-two` };
  const servers: RunningPrometheus[] = [];
  const remove = async () => {
    await releaseRisk('destroy', file, '--yes', '--force', '--quiet');
    await dropModel(name);
    await api('DELETE', `/api/v1/provisioning/contact-points/${names.team}`);
    for (const uid of Object.values(bindings)) await api('DELETE', `/api/datasources/uid/${uid}`);
    for (const server of servers) await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const uid of Object.values(bindings)) {
      const server = await startPrometheus();
      servers.push(server);
      await must(
        api('POST', '/api/datasources', { name: uid, uid, type: 'prometheus', access: 'proxy', url: server.url }),
      );
    }
    const team = { uid: names.team, name: names.team, type: 'webhook', settings: { url: 'http://127.0.0.1:9' } };
    await must(api('POST', '/api/v1/provisioning/contact-points', team));
    const bound = Object.entries(bindings).flatMap(([logical, uid]) => ['--datasource', `${logical}=${uid}`]);
    const where = ['--folder', `${name}-folder`, '--interval', '10s', '--pipeline', 'http://127.0.0.1:9'];
    const applied = await releaseRisk('apply', file, ...bound, ...where, '--yes', '--quiet');
    if (applied.code !== 0) throw new Error(applied.stderr);
    await keepModel(probeDocument(names), bindings);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    name,
    file,
    bindings,
    services: SERVICES,
    settledRule: () => settledReview(name, SERVICES),
    remove,
  };
}

/** The probe's model as the settings keep it. */
function probeDocument(names: ProbeNames): Record<string, unknown> {
  const read = readModel(probeModel(names), names.model);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return { ...modelDocument(read.model) };
}

/** Grafana writes the states of an evaluation one after another: two looks at the same one are a whole one. */
export async function settledReview(name: string, services: readonly string[]): Promise<RuleState> {
  let before = '';
  for (let tried = 0; tried < 120; tried++) {
    const rules = await readRulesOfDashboard(adminClient(), `rr-${name}-service`);
    const review = rules.find(({ uid }) => uid === `rr-${name}-review`);
    const whole = review?.alerts?.length === services.length;
    if (review !== undefined && whole && review.lastEvaluation === before) return review;
    before = whole ? (review?.lastEvaluation ?? '') : '';
    await pause(1500);
  }
  throw new Error(`The review rule of ${name} did not settle`);
}
