import { createHmac, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../processes/wait-until.ts';
import { addRelease, addRollback, pastReleaseAt, type Releases, running } from '../workload/releases.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

let folder = '';
let releases: Releases;
let pipeline: Pipeline;

async function start(takesMs = 0): Promise<void> {
  pipeline = await startPipeline({
    workload: {
      releases: () => releases,
      rollback: (order) => {
        const next = addRollback(releases, NOW, order);
        if (next !== undefined) releases = next;
        return next && running(next);
      },
    },
    logFile: join(folder, 'calls.jsonl'),
    secret: SECRET,
    takesMs,
    now: () => NOW,
  });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pipeline-'));
  releases = addRelease([pastReleaseAt(NOW)], { fault: 'errors' }, NOW);
  await start();
});
afterEach(async () => {
  await pipeline.stop();
  await rm(folder, { recursive: true, force: true });
});

const order = (version: string) =>
  JSON.stringify({
    type: 'release-risk.rollback',
    data: {
      ...{ rollbackId: '1', correlationId: 'rr-1', service: 'lead-bot', badVersion: running(releases).version },
      target: { version },
      reason: 'errors',
      approvedBy: 'Ada',
    },
  });

const FOREIGN = JSON.stringify({
  type: 'release-risk.rollback',
  data: {
    ...{ rollbackId: '1', correlationId: 'rr-1', service: 'shop', badVersion: '2', target: { version: '1' } },
    ...{ reason: '', approvedBy: '' },
  },
});

function headers(body: string, { secret = SECRET, at = NOW, id = 'rr-1' } = {}): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

async function post(body: string, signed = headers(body)): Promise<number> {
  const answer = await fetch(`${pipeline.url}/rollbacks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
  });
  return answer.status;
}
async function get(path: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await fetch(pipeline.url + path, { headers: headers('') });
  return { status: answer.status, body: await answer.json() };
}
const done = () =>
  waitUntil('the call to end', async () => pipeline.calls().find(({ end }) => end !== undefined)?.end, {
    timeoutMs: 5_000,
    everyMs: 5,
  });

describe('The pipeline', () => {
  it('puts the version back that it is called for, and says so', async () => {
    const good = releases[0];
    expect(await post(order(good.version))).toBe(202);
    expect((await done()).state).toBe('succeeded');
    expect(running(releases)).toMatchObject({ version: good.version, kind: 'rollback', callId: 'rr-1' });
    expect(await get('/rollbacks/rr-1')).toMatchObject({ status: 200, body: { id: 'rr-1', state: 'succeeded' } });
    expect(await get('/live')).toEqual({ status: 200, body: { version: good.version, commit: good.commit } });
  });

  it('does once what is sent ten times at once', async () => {
    const body = order(releases[0].version);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)));
    await done();
    expect(answers.filter((status) => status === 202)).toHaveLength(1);
    expect(answers.filter((status) => status === 200)).toHaveLength(9);
    expect(pipeline.calls()).toMatchObject([{ timesSent: 10 }]);
    expect(releases.filter(({ kind }) => kind === 'rollback')).toHaveLength(1);
  });

  it('knows after a restart what it was called for, and carries out what it had not', async () => {
    await pipeline.stop();
    await start(60_000);
    const body = order(releases[0].version);
    expect(await post(body)).toBe(202);
    await pipeline.stop();
    expect(releases.filter(({ kind }) => kind === 'rollback')).toHaveLength(0);
    await appendFile(join(folder, 'calls.jsonl'), '{"received": {"correlationId": "cut');
    await start();
    expect(await post(body)).toBe(200);
    expect((await done()).state).toBe('succeeded');
    expect(releases.filter(({ kind }) => kind === 'rollback')).toHaveLength(1);
  });

  it('says that it failed for a version that never was', async () => {
    expect(await post(order('0.0.0-never'))).toBe(202);
    expect(await done()).toMatchObject({ state: 'failed', note: '0.0.0-never was never released' });
    expect(releases.filter(({ kind }) => kind === 'rollback')).toHaveLength(0);
  });

  it.each([
    ['unsigned', () => ({})],
    [
      'signed with another secret',
      (body: string) => headers(body, { secret: `whsec_${randomBytes(32).toString('base64')}` }),
    ],
    ['signed for another body', () => headers('{}')],
    ['signed six minutes ago', (body: string) => headers(body, { at: NOW - 360_000 })],
    ['signed for six minutes from now', (body: string) => headers(body, { at: NOW + 360_000 })],
    ['signed for another id', (body: string) => ({ ...headers(body), 'webhook-id': 'rr-2' })],
  ])('takes nothing that is %s', async (_what, sign) => {
    const body = order(releases[0].version);
    expect(await post(body, sign(body))).toBe(401);
    expect(pipeline.calls()).toEqual([]);
  });

  it.each([
    ['no JSON', '{', 400],
    ['no order', '{"type": "release-risk.rollback", "data": {}}', 400],
    ['an order for somebody else', FOREIGN, 422],
  ])('refuses %s', async (_what, body, status) => {
    expect(await post(body)).toBe(status);
    expect(pipeline.calls()).toEqual([]);
  });

  it('knows nothing of what it was never called for, and tells nobody unsigned', async () => {
    expect((await get('/rollbacks/rr-9')).status).toBe(404);
    expect((await fetch(`${pipeline.url}/live`)).status).toBe(401);
  });
});
