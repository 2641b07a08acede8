import { afterEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addRelease, addRollback, pastReleaseAt, type Releases, running } from '../workload/releases.ts';
import type { RollbackDesk } from '../gateway/rollback-desk.ts';
import { createControlServer } from './control-server.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const HOST = { host: '127.0.0.1:4300' };
const JSON_HOST = { ...HOST, 'content-type': 'application/json' };
const stateSchema = z.object({
  running: z.object({ version: z.string(), fault: z.string(), kind: z.string() }),
  releases: z.array(z.unknown()),
  score: z.object({ kind: z.string() }),
  actions: z.array(z.object({ key: z.string() })),
  parts: z.array(z.object({ note: z.string() })),
});

let open: FastifyInstance | undefined;
afterEach(() => open?.close());

async function control(desk?: RollbackDesk): Promise<FastifyInstance> {
  let releases: Releases = [pastReleaseAt(NOW)];
  const announce = (next: Releases) => {
    releases = next;
    return running(next);
  };
  open = await createControlServer({
    workload: {
      releases: () => releases,
      release: (request) => announce(addRelease(releases, request, NOW)),
      rollback: () => {
        const next = addRollback(releases, NOW);
        return next && announce(next);
      },
    },
    watch: { state: { kind: 'no-source' }, points: [] },
    parts: [{ name: 'Loki', kind: 'stand-in', address: 'http://127.0.0.1:1', note: '<script>alert(1)</script>' }],
    commands: [],
    notes: [],
    ...(desk && { desk }),
    now: () => NOW,
  });
  return open;
}

async function stateOf(app: FastifyInstance) {
  return stateSchema.parse((await app.inject({ url: '/api/state', headers: HOST })).json());
}

describe('the control API', () => {
  it('says honestly that there is no score source', async () => {
    expect((await stateOf(await control())).score).toEqual({ kind: 'no-source' });
  });

  it('releases a version with a fault, and rolls back to the good one', async () => {
    const app = await control();
    const before = (await stateOf(app)).running;
    const released = await app.inject({
      method: 'POST',
      url: '/api/releases',
      headers: JSON_HOST,
      payload: { fault: 'slow' },
    });
    expect(released.statusCode).toBe(201);
    expect((await stateOf(app)).running).toMatchObject({ fault: 'slow', kind: 'deploy' });
    expect((await stateOf(app)).releases).toHaveLength(1);
    const back = await app.inject({ method: 'POST', url: '/api/rollback', headers: JSON_HOST, payload: {} });
    expect(back.statusCode).toBe(201);
    expect((await stateOf(app)).running).toMatchObject({ version: before.version, fault: 'none', kind: 'rollback' });
  });

  it('answers 409 when there is nothing to go back to', async () => {
    const app = await control();
    const answer = await app.inject({ method: 'POST', url: '/api/rollback', headers: JSON_HOST, payload: {} });
    expect([answer.statusCode, answer.json()]).toEqual([409, { error: 'there is no earlier good version' }]);
  });

  it.each([
    ['an unknown fault', { fault: 'meteor' }, 'fault'],
    ['a hostile version', { version: '"><img src=x>' }, 'version'],
    ['an unknown key', { fault: 'slow', force: true }, 'force'],
    ['a list', [], ''],
  ])('refuses %s and changes nothing', async (_what, payload, named) => {
    const app = await control();
    const answer = await app.inject({ method: 'POST', url: '/api/releases', headers: JSON_HOST, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(named);
    expect((await stateOf(app)).releases).toEqual([]);
  });

  it.each([
    ['a name that only resolves to loopback', { ...JSON_HOST, host: 'evil.example:4300' }],
    ['a name that begins like loopback', { ...JSON_HOST, host: '127.0.0.1.evil.example' }],
    ['another origin', { ...JSON_HOST, origin: 'https://evil.example' }],
    ['a form', { ...HOST, 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text, which needs no preflight', { ...HOST, 'content-type': 'text/plain' }],
  ])('does not let a web page elsewhere press its buttons: %s', async (_what, headers) => {
    const app = await control();
    const answer = await app.inject({ method: 'POST', url: '/api/releases', headers, payload: '{"fault":"slow"}' });
    expect(answer.statusCode).toBe(403);
    expect((await stateOf(app)).releases).toEqual([]);
  });

  it.each([
    ['/', 'text/html'],
    ['/page.css', 'text/css'],
    ['/client.js', 'text/javascript'],
    ['/line-chart.js', 'text/javascript'],
  ])('serves %s, and lets nothing but its own scripts run', async (url, type) => {
    const answer = await (await control()).inject({ url, headers: HOST });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain(type);
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect(answer.body).not.toContain('.ts"');
  });

  it('has no way to turn text into markup in any of its scripts', async () => {
    const app = await control();
    for (const name of ['client', 'elements', 'line-chart', 'rollback-card', 'signal-table', 'verdict-icon']) {
      const { body } = await app.inject({ url: `/${name}.js`, headers: HOST });
      expect(body).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|eval\(/);
    }
  });
});

describe('the control API about rollbacks', () => {
  const asked: string[] = [];
  const desk: RollbackDesk = {
    state: () => ({
      ...{ mode: 'ask', modeText: '', gateway: { running: true, restarts: 0 }, canKill: true, problem: undefined },
      ...{ rollbacks: [], holds: [], calls: [], pages: undefined },
    }),
    decide: async (decision, id) => {
      asked.push(`${decision} ${id ?? 'the one that waits'}`);
      if (decision === 'reject') throw new Error('Nothing waits for a person.');
      return 'Approved.';
    },
    hold: async () => 'Held.',
    kill: () => 'Killed.',
    report: async (id) => {
      if (id !== 'a') throw new Error('There is no such rollback.');
      return '<!doctype html><h1>Report</h1><script>alert(1)</script>';
    },
  };
  const press = (app: FastifyInstance, url: string, headers: object = JSON_HOST) =>
    app.inject({ method: 'POST', url, headers: { ...headers }, payload: '{}' });

  it.each([
    ['/api/rollbacks/approve', 200, { done: 'Approved.' }],
    ['/api/rollbacks/reject', 409, { error: 'Nothing waits for a person.' }],
    ['/api/holds', 200, { done: 'Held.' }],
    ['/api/gateway/kill', 200, { done: 'Killed.' }],
  ])('does what is asked, or says why not: %s', async (url, status, body) => {
    const answer = await press(await control(desk), url);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual(body);
  });

  it('presses nothing for a web page elsewhere', async () => {
    const before = asked.length;
    const answer = await press(await control(desk), '/api/rollbacks/approve', {
      ...JSON_HOST,
      origin: 'https://evil.example',
    });
    expect(answer.statusCode).toBe(403);
    expect(asked).toHaveLength(before);
  });

  it('shows a report in which nothing runs, and none where there is none', async () => {
    const app = await control(desk);
    const report = await app.inject({ url: '/v1/rollbacks/a/report', headers: HOST });
    expect(report.statusCode).toBe(200);
    expect(report.headers['content-type']).toContain('text/html');
    expect(report.headers['content-security-policy']).toContain("default-src 'none'");
    expect(report.headers['content-security-policy']).not.toContain('script-src');
    expect((await app.inject({ url: '/v1/rollbacks/b/report', headers: HOST })).statusCode).toBe(404);
  });

  it('has none of it without a gateway', async () => {
    const app = await control();
    expect((await press(app, '/api/gateway/kill')).statusCode).toBe(404);
    expect((await app.inject({ url: '/api/state', headers: HOST })).json()).not.toHaveProperty('rollbacks');
  });
});
