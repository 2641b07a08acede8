import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patientClock } from '@release-risk/grafana/testing/clocks';
import { fakeGrafana } from '@release-risk/grafana/testing/fakeGrafana';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../testing/runCli.ts';

const MODEL = `apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity: { labels: [service], services: [a] }
datasources: { metrics: prometheus }
contactPoints: { pipeline: { direct: ci, target: jenkins }, team: people }
action: { mode: ask }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: sum by (service) (errors), weight: 1, limit: { above: { yellow: 2, red: 4 } } }
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-flags-'));
  await writeFile(join(folder, 'risk.yaml'), MODEL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a verb on a model and a Grafana with these datasources, where no query is answered. */
async function run(args: readonly string[], uids: readonly string[] = ['prom']) {
  const [verb = '', ...more] = args;
  const fake = fakeGrafana();
  fake.before = (_request, path) =>
    path === '/api/datasources'
      ? { status: 200, body: uids.map((uid) => ({ uid, name: uid.toUpperCase(), type: 'prometheus' })) }
      : undefined;
  const { transport } = fake;
  const done = await runCli([verb, join(folder, 'risk.yaml'), '--grafana', 'http://grafana.test', ...more], {
    clock: patientClock(),
    transport: (request) => transport(request),
  });
  expect(fake.writes()).toEqual([]);
  return done;
}

describe('What stands in the way of applying', () => {
  it.each<readonly [string, readonly string[], readonly string[], RegExp]>([
    ['RR611', [], ['a', 'b'], /2 of that type[^]*Bind it with --datasource name=uid; there are: a \(A\), b \(B\)\./],
    ['RR611', [], [], /none of that type[^]*Add one to Grafana first\./],
    ['RR611', ['--datasource', 'metrics=x'], ['a'], /no datasource "x" for "metrics"[^]*there are: a \(A\)/],
    ['RR601', ['--datasource', 'metrcs=a'], ['a'], /which the model does not have[^]*It has: metrics\./],
    ['RR601', ['--pipeline', 'ci'], ['a'], /--pipeline "ci" is no http\(s\) address[^]*Such as --pipeline https/],
    ['RR601', ['--pipeline', 'https://a:b@ci'], ['a'], /--pipeline holds credentials[^]*use the environment/],
    ['RR601', ['--pipeline', 'https://ci'], ['a'], /user of the token[^]*--pipeline-user NAME/],
    ['RR601', ['--folder', 'rr-shop'], ['a'], /uid of a dashboard[^]*with --folder/],
    ['RR601', ['--interval', 'x'], ['a'], /--interval "x" is not a positive duration/],
    ['RR602', ['--deployment', '/nowhere'], ['a'], /cannot be read/],
  ])('is told with the flag that mends it, as %s for %j', async (code, more, uids, words) => {
    const { stderr, code: exit } = await run(['diff', ...more], uids);
    expect(exit).toBe(3);
    expect(stderr).toContain(code);
    expect(stderr).toMatch(words);
  });

  it('is told in the checks, too', async () => {
    const { stdout, code } = await run(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toContain('Say where the pipeline is (--pipeline ...), so that it is made, or make it in Grafana.');
  });

  it('is the same as JSON, without what only other surfaces need', async () => {
    const { stdout } = await run(['doctor', '--format', 'json']);
    expect(stdout).toContain('(--pipeline ...)');
    expect(stdout).not.toContain('remedy');
  });

  it('is a version that is not there', async () => {
    const { stderr } = await run(['history', '--undo', '7']);
    expect(stderr).toMatch(/There is no version 7[^]*release-risk history MODEL/);
  });
});
