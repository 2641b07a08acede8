import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undiciTransport } from '@release-risk/cli/network/undiciTransport';
import { runCli } from '@release-risk/cli/testing/runCli';
import { SHOP_MODEL } from '@release-risk/cli/testing/shop';
import { authenticator } from '@release-risk/gateway/auth/authenticator';
import { grafanaSignature } from '@release-risk/gateway/auth/grafanaSignature';
import { bearerTokens } from '@release-risk/gateway/auth/tokens';
import { GatewayError } from '@release-risk/gateway/errors';
import { silentLogger } from '@release-risk/gateway/http/logger';
import { createHttpServer, type HttpServer } from '@release-risk/gateway/http/server';
import { gatewayMetrics } from '@release-risk/gateway/metrics/metrics';
import { GRAFANA_SECRET, webhookPayload } from '@release-risk/gateway/testing/grafanaWebhook';
import { recordingOperations, type RecordingOperations } from '@release-risk/gateway/testing/recordingOperations';
import { sampleDetail } from '@release-risk/gateway/testing/sampleRollback';
import { hostClock } from '@release-risk/query/hostClock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** Weak ones are refused by the gateway. */
const strong = (name: string): string => createHmac('sha256', 'tests').update(name).digest('hex');
const PERSON = strong('person');
const PIPELINE = strong('pipeline');
const ALERTS = strong('alerts');

const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
let folder = '';
let server: HttpServer;
let url = '';
let recording: RecordingOperations;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-verbs-'));
  await writeFile(join(folder, 'risk.yaml'), SHOP_MODEL);
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  recording = recordingOperations();
  server = await createHttpServer({
    operations: recording.operations,
    auth: authenticator({
      signature: grafanaSignature([GRAFANA_SECRET]),
      tokens: bearerTokens([
        { name: 'rita', scopes: ['person'], secret: PERSON },
        { name: 'release-job', scopes: ['pipeline', 'read'], secret: PIPELINE },
        { name: 'alertmanager', scopes: ['alerts'], secret: ALERTS },
      ]),
      now: () => clock.now(),
    }),
    metrics: gatewayMetrics('0.0.0'),
    logger: silentLogger(),
    clock,
  });
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => server.close());

const run = (args: readonly string[], token = PERSON) =>
  runCli(args, {
    clock,
    transport: undiciTransport(undefined),
    env: {
      RELEASE_RISK_GATEWAY_URL: url,
      RELEASE_RISK_GATEWAY_TOKEN: token,
      RELEASE_RISK_GATEWAY_SECRET: GRAFANA_SECRET,
      RELEASE_RISK_GATEWAY_ALERT_TOKEN: ALERTS,
    },
  });

/** The command line and the gateway's own HTTP server: neither is a stand-in for the other here. */
describe('Verbs about rollbacks, with the server of the gateway', () => {
  it.each([
    ['list', ['list', '--state', 'open', '--service', 'lead-bot', '--limit', '7'], 'rollbacks'],
    ['show', ['show', 'rb-1'], 'rollback'],
    ['report', ['report', 'rb-1', '--html'], 'report'],
    ['acknowledge', ['acknowledge', 'rb-1', '--note', 'on it'], 'acknowledge'],
    ['note', ['note', 'rb-1', 'It was the cache'], 'note'],
    ['holds', ['holds'], 'holds'],
    ['hold', ['hold', '--service', 'lead-bot', '--for', '30m', '--reason', 'a fix'], 'hold'],
    ['hold end', ['hold', 'end', 'hold-1'], 'endHold'],
  ] as const)('%s is understood', async (_, args, operation) => {
    const { code, stdout, stderr } = await run(['rollback', ...args]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toBe('');
    expect(recording.callsOf(operation)).toHaveLength(1);
  });

  it('asks for exactly the labels that are meant, whatever signs they hold', async () => {
    await run(['rollback', 'list', '--service', 'tenant=a\\,b\\\\c,service=x=y']);
    expect(recording.callsOf('rollbacks')).toMatchObject([[{ labels: { tenant: 'a,b\\c', service: 'x=y' } }]]);
  });

  it('approves with nonce, revision and the person of the token', async () => {
    const decision = { nonce: 'n-1', revision: 3 };
    recording.answer('rollback', () =>
      Promise.resolve(sampleDetail({ state: 'awaiting_approval', decision, revision: 3 })),
    );
    const { code } = await run(['rollback', 'approve', 'rb-1', '--reason', 'bad', '--revision', '3', '--yes']);
    expect(code).toBe(0);
    expect(recording.callsOf('approve')).toMatchObject([
      ['rb-1', { ...decision, reason: 'bad' }, { kind: 'person', name: 'rita' }, []],
    ]);
  });

  it('takes the no of the gateway for a no', async () => {
    const decision = { nonce: 'n-1', revision: 3 };
    recording.answer('rollback', () => Promise.resolve(sampleDetail({ state: 'awaiting_approval', decision })));
    recording.answer('reject', () =>
      Promise.reject(new GatewayError({ code: 'GW105', problem: 'It was approved', remedy: 'Look again.' })),
    );
    const { code, stderr } = await run(['rollback', 'reject', 'rb-1']);
    expect(code).toBe(1);
    expect(stderr).toContain('It was approved');
  });

  it('lets no pipeline decide', async () => {
    const { code, stderr } = await run(['rollback', 'acknowledge', 'rb-1'], PIPELINE);
    expect(code).toBe(3);
    expect(stderr).toContain('GW102');
  });

  it('replays a notification of Grafana under a signature that the gateway takes', async () => {
    const file = join(folder, 'grafana.json');
    await writeFile(file, JSON.stringify(webhookPayload()));
    expect((await run(['rollback', 'replay', file])).stdout).toContain('1 alert: 1 new, 0 known');
    expect((await run(['rollback', 'replay', file])).stdout).toContain('all known to the gateway');
    expect(recording.accepted).toHaveLength(1);
  });

  it('delivers what a pipeline deploys', async () => {
    const args = ['deploy', 'start', join(folder, 'risk.yaml'), '--service', 'checkout', '--version', '2.14.0'];
    const { code, stderr } = await run([...args, '--out', join(folder, 'record.json'), '--require-gateway'], PIPELINE);
    expect([code, stderr]).toEqual([0, expect.stringContaining('created in the gateway')]);
    expect(recording.callsOf('putDeployment')).toMatchObject([
      [{ version: '2.14.0', labels: { service: 'checkout' } }],
    ]);
  });
});
