import { afterEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addRelease, addRollback, pastReleaseAt, type Releases, running } from '../workload/releases.ts';
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

async function control(): Promise<FastifyInstance> {
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
    for (const name of ['client', 'elements', 'line-chart', 'signal-table', 'verdict-icon']) {
      const { body } = await app.inject({ url: `/${name}.js`, headers: HOST });
      expect(body).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|eval\(/);
    }
  });
});
