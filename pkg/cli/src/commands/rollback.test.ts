import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { undiciTransport } from '../network/undiciTransport.ts';
import { type FakeGateway, startFakeGateway } from '../testing/fakeGateway.ts';
import { type CliRun, runCli } from '../testing/runCli.ts';
import { sampleRollback } from '../testing/sampleRollback.ts';

const ATTEMPT_MS = 10_000;

let gateway: FakeGateway;
let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-rollback-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  gateway = await startFakeGateway();
  gateway.rollbacks.push(sampleRollback());
});
afterEach(() => gateway.stop());

/** Waits between attempts pass at once, and attempts never time out. */
const clock = () => manualClock({ skips: (ms) => ms !== ATTEMPT_MS });

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  return runCli(args, {
    clock: clock(),
    transport: undiciTransport(undefined),
    env: { RELEASE_RISK_GATEWAY_URL: gateway.url, RELEASE_RISK_GATEWAY_TOKEN: gateway.token, ...env },
  });
}

const rollback = (...args: readonly string[]) => run(['rollback', ...args]);
const calls = (): readonly string[] => gateway.requests.map(({ route }) => route);

describe('release-risk rollback list', () => {
  it('shows what there is, with state, versions and cause', async () => {
    const { code, stdout } = await rollback('list');
    expect(code).toBe(0);
    for (const part of [
      'waits for approval',
      'lead-bot',
      '1.478.0 -> 1.477.3',
      'High 1.60',
      'rb-7f3a',
      'Veto: error',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it('asks for a state, a service and what follows, and says how to go on', async () => {
    gateway.rollbacks.push(
      sampleRollback({ id: 'rb-6', state: 'succeeded', decision: null }),
      sampleRollback({ id: 'rb-5', labels: { service: 'shop' } }),
      sampleRollback({ id: 'rb-4' }),
      sampleRollback({ id: 'rb-3' }),
    );
    const first = await rollback('list', '--state', 'open', '--service', 'lead-bot');
    expect(first.stdout).toContain('rb-4');
    expect(first.stdout).toContain('--before rb-4');
    const second = await rollback('list', '--state', 'open', '--service', 'service=lead-bot', '--before', 'rb-4');
    expect(second.stdout).toContain('rb-3');
    expect(second.stdout).not.toMatch(/rb-[456]|before/);
  });

  it('says that there are none', async () => {
    expect((await rollback('list', '--state', 'dead-letter')).stdout).toBe('No rollbacks.\n');
  });

  it('prints what the gateway answers as JSON, and a table as markdown', async () => {
    const json = await run(['--format', 'json', 'rollback', 'list']);
    expect(JSON.parse(json.stdout)).toMatchObject({ rollbacks: [{ id: 'rb-7f3a', revision: 4 }], next: null });
    const markdown = await run(['--format', 'markdown', 'rollback', 'list']);
    expect(markdown.stdout).toContain('| waits for approval | lead-bot |');
  });

  it.each([
    ['a state that is none', ['--state', 'aproved'], 'Did you mean "approved"?'],
    ['a limit that is none', ['--limit', '0'], '--limit'],
    ['a limit beyond all', ['--limit', '201'], '--limit'],
    ['a service that is none', ['--service', 'a=b,'], 'RR601'],
    ['a service twice', ['--service', 'a=b,a=c'], 'RR601'],
  ])('refuses %s without asking', async (_, args, told) => {
    const { code, stderr } = await rollback('list', ...args);
    expect([code, calls()]).toEqual([3, []]);
    expect(stderr).toContain(told);
  });
});

describe('release-risk rollback show', () => {
  it('tells where it stands, why, by which steps, and how to decide', async () => {
    const { code, stdout } = await rollback('show', 'rb-7f3a');
    expect(code).toBe(0);
    for (const part of [
      'waits for approval  lead-bot  1.478.0 -> 1.477.3',
      'attempt 1, revision 4',
      'the model asks before it acts',
      '1.477.3 (sha 9d1e4a7c)',
      'rollback approve rb-7f3a --revision 4',
      '12:00:31  received: The act rule of lead-bot fires',
      '5 min 30 s to detect',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it('gives nonce and revision of the decision as JSON', async () => {
    const { stdout } = await run(['--format', 'json', 'rollback', 'show', 'rb-7f3a']);
    expect(JSON.parse(stdout)).toMatchObject({ decision: { nonce: 'n-4', revision: 4 } });
  });

  it('shows hostile texts on harmless lines', async () => {
    gateway.rollbacks[0] = sampleRollback({
      sentence: '\u001b[2Jred\n::error::forged',
      timeline: [{ ...sampleRollback().timeline[0], text: 'a\r\n::set-output name=x::y' } as never],
    });
    for (const format of ['text', 'markdown']) {
      const { stdout } = await run(['--format', format, 'rollback', 'show', 'rb-7f3a']);
      expect(stdout).not.toContain('\u001b');
      expect(stdout).not.toMatch(/^::/m);
    }
  });

  it('says within a long story how many lines it does not show', async () => {
    const [received] = sampleRollback().timeline;
    if (received === undefined) throw new Error('The sample has a line');
    const newest = { ...received, kind: 'deferred', text: 'The newest' };
    gateway.rollbacks[0] = sampleRollback({ timeline: [received, newest], leftOut: { after: 1, lines: 41 } });
    for (const format of ['text', 'markdown']) {
      const { stdout } = await run(['--format', format, 'rollback', 'show', 'rb-7f3a']);
      const story = stdout.split('\n').filter((line) => /received|not shown|newest/.test(line));
      expect(story.map((line) => /received|41 lines are not shown|The newest/.exec(line)?.[0])).toEqual([
        'received',
        '41 lines are not shown',
        'The newest',
      ]);
    }
  });

  it('keeps an id within its place in the path', async () => {
    const { code } = await rollback('show', '../holds?x=/');
    expect(code).toBe(3);
    expect(gateway.requests.map(({ path }) => path)).toEqual(['/v1/rollbacks/..%2Fholds%3Fx%3D%2F']);
    expect((await rollback('show', '..')).code).toBe(3);
    expect(gateway.requests).toHaveLength(1);
  });
});

describe('release-risk rollback report', () => {
  it('writes Markdown to stdout, and HTML into a file', async () => {
    expect((await rollback('report', 'rb-7f3a')).stdout).toContain('# Report of rb-7f3a\n\nAll of it, as markdown.');
    const { code, stdout } = await rollback('report', 'rb-7f3a', '--html', '--out', file('report.html'));
    expect([code, stdout]).toEqual([0, '']);
    expect(await readFile(file('report.html'), 'utf8')).toContain('as html');
  });

  it('leaves no file where there is no report', async () => {
    const { code } = await rollback('report', 'rb-0', '--out', file('none.md'));
    expect(code).toBe(3);
    await expect(readFile(file('none.md'))).rejects.toThrow('ENOENT');
  });
});

describe('release-risk rollback approve', () => {
  it('shows what is sent and sends the decision that it looked at', async () => {
    const { code, stdout, stderr } = await rollback('approve', 'rb-7f3a', '--reason', 'errors tripled', '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain('approved  lead-bot  1.478.0 -> 1.477.3');
    expect(stderr).toContain('1.477.3 (sha 9d1e4a7c)');
    expect(stderr).toContain('revision 4, reason "errors tripled"');
    expect(stderr + stdout).not.toContain('n-4');
    expect(JSON.parse(gateway.requests.at(-1)?.body ?? '')).toEqual({
      nonce: 'n-4',
      revision: 4,
      reason: 'errors tripled',
    });
  });

  it('approves nothing where nobody can be asked', async () => {
    const { code, stderr } = await rollback('approve', 'rb-7f3a');
    expect([code, calls()]).toEqual([3, ['showRollback']]);
    expect(stderr).toContain('nothing was approved');
  });

  it('warns of migrations that nobody knows', async () => {
    const { deployment } = sampleRollback();
    gateway.rollbacks[0] = sampleRollback({ deployment: { ...deployment, migrations: 'unknown' } });
    expect((await rollback('approve', 'rb-7f3a', '--yes')).stderr).toContain('its migrations are unknown');
  });

  it.each<[string, Partial<ReturnType<typeof sampleRollback>>, readonly string[], string]>([
    ['is over', { state: 'succeeded', decision: null }, [], "waits for nobody's decision: succeeded"],
    ['has moved on', {}, ['--revision', '3'], 'is at revision 4 by now, not at 3'],
  ])('says no where it %s, and sends nothing', async (_, parts, args, told) => {
    gateway.rollbacks[0] = sampleRollback(parts);
    const { code, stderr } = await rollback('approve', 'rb-7f3a', '--yes', ...args);
    expect([code, calls()]).toEqual([1, ['showRollback']]);
    expect(stderr).toContain('RR618');
    expect(stderr).toContain(told);
  });

  it('says no where somebody else was quicker', async () => {
    gateway.misbehave = (route) => {
      if (route === 'approve') gateway.rollbacks[0] = sampleRollback({ state: 'rejected', decision: null });
      return undefined;
    };
    const { code, stdout, stderr } = await rollback('approve', 'rb-7f3a', '--yes');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The gateway refuses (GW105): Ada has decided already');
  });

  it('says no to the author of the release', async () => {
    const { deployment } = sampleRollback();
    gateway.rollbacks[0] = sampleRollback({ deployment: { ...deployment, author: 'Rita' } });
    const { code, stderr } = await rollback('approve', 'rb-7f3a', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('GW106');
  });

  it.each([
    ['an answer that was lost', 'reset' as const],
    ['a server that failed', { status: 502, body: '<h1>Bad gateway</h1>' }],
    ['a server that asks to wait', { status: 429, headers: { 'retry-after': '1' } }],
  ])('is sent once, also after %s', async (_, misbehaviour) => {
    gateway.misbehave = (route) => (route === 'approve' ? misbehaviour : undefined);
    const { code } = await rollback('approve', 'rb-7f3a', '--yes');
    expect([code, calls()]).toEqual([3, ['showRollback', 'approve']]);
  });
});

describe('release-risk rollback reject', () => {
  it('rejects the decision that it looked at', async () => {
    const { code, stdout } = await rollback('reject', 'rb-7f3a', '--reason', 'a false alarm');
    expect(code).toBe(0);
    expect(stdout).toContain('rejected');
    expect(JSON.parse(gateway.requests.at(-1)?.body ?? '')).toMatchObject({ nonce: 'n-4', revision: 4 });
  });

  it('refuses a reason that no gateway takes', async () => {
    const { code, stderr } = await rollback('reject', 'rb-7f3a', '--reason', 'x'.repeat(501));
    expect([code, calls()]).toEqual([3, ['showRollback']]);
    expect(stderr).toContain('500 characters');
  });
});

describe('release-risk rollback retry', () => {
  it('starts another attempt with its number', async () => {
    gateway.rollbacks[0] = sampleRollback({ state: 'failed', decision: null, revision: 9 });
    const { code, stdout } = await rollback('retry', 'rb-7f3a', '--reason', 'the runner is back', '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain('attempt 2');
    expect(JSON.parse(gateway.requests.at(-1)?.body ?? '')).toEqual({ reason: 'the runner is back', revision: 9 });
  });

  it.each(['awaiting_approval', 'verifying', 'succeeded', 'suppressed'] as const)(
    'says no to one that is %s, and sends nothing',
    async (state) => {
      gateway.rollbacks[0] = sampleRollback({ state });
      const { code } = await rollback('retry', 'rb-7f3a', '--reason', 'again please', '--yes');
      expect([code, calls()]).toEqual([1, ['showRollback']]);
    },
  );

  it('wants a reason', async () => {
    expect((await rollback('retry', 'rb-7f3a', '--yes')).code).toBe(3);
    expect((await rollback('retry', 'rb-7f3a', '--reason', ' x ', '--yes')).code).toBe(3);
    expect(calls()).toEqual([]);
  });
});

describe('release-risk rollback acknowledge and note', () => {
  it('says who takes care', async () => {
    const { code, stdout } = await rollback('acknowledge', 'rb-7f3a', '--note', 'looking');
    expect([code, stdout]).toEqual([0, 'rb-7f3a: taken care of by Rita\n']);
    expect(gateway.requests.at(-1)?.body).toBe('{"note":"looking"}');
  });

  it('adds a note', async () => {
    const { code, stdout } = await rollback('note', 'rb-7f3a', ' The cache was cold. ');
    expect([code, stdout]).toEqual([0, 'rb-7f3a: noted, 1 in all\n']);
    expect(gateway.rollbacks[0]?.notes[0]?.text).toBe('The cache was cold.');
  });

  it.each([[''], ['  '], ['x'.repeat(2001)]])('refuses a note that no gateway takes', async (text) => {
    expect((await rollback('note', 'rb-7f3a', text)).code).toBe(3);
    expect(calls()).toEqual([]);
  });
});

describe('A gateway', () => {
  it.each([
    ['that does not know the token', 401, 'RR617', 'Check RELEASE_RISK_GATEWAY_TOKEN'],
    ['that allows it to others', 403, 'RR617', 'GW106'],
    ['that does not know the id', 404, 'RR617', 'GW104'],
  ])('%s is told', async (_, status, code, told) => {
    const codes: Readonly<Record<number, string>> = { 401: 'GW102', 403: 'GW106', 404: 'GW104' };
    const error = { code: codes[status], message: 'No', hint: 'Somebody else has to do it.' };
    gateway.misbehave = () => ({ status, body: { error } });
    const { code: exit, stderr } = await rollback('show', 'rb-7f3a');
    expect([exit, calls()]).toEqual([3, ['showRollback']]);
    expect(stderr).toContain(code);
    expect(stderr.replace(/\s+/g, ' ')).toContain(told);
  });

  it.each([
    ['a page of a proxy', { status: 200, body: '<html>Log in</html>' }, 'not what was agreed upon'],
    ['JSON of something else', { status: 200, body: { status: 'success' } }, 'not what was agreed upon'],
    ['a redirect', { status: 302, headers: { location: 'https://login.example.com' } }, 'Status 302'],
    ['a refusal of a proxy', { status: 403, body: { message: 'plugin route denied' } }, 'plugin route denied'],
    ['nothing at all', { status: 200, body: '' }, 'nothing was said'],
  ])('that answers with %s is none', async (_, misbehaviour, told) => {
    gateway.misbehave = () => misbehaviour;
    const { code, stdout, stderr } = await rollback('list');
    expect([code, stdout, gateway.requests.length]).toEqual([3, '', 1]);
    expect(stderr).toContain('RR616');
    expect(stderr).toContain(told);
  });

  it.each([
    ['fails', { status: 503, body: { error: { code: 'GW107', message: 'The store cannot commit', hint: 'Later.' } } }],
    ['resets', 'reset' as const],
    ['asks to wait', { status: 429, headers: { 'retry-after': '2' } }],
  ])('that %s twice is asked a third time', async (_, misbehaviour) => {
    gateway.misbehave = (_route, before) => (before < 2 ? misbehaviour : undefined);
    expect((await rollback('list')).code).toBe(0);
    expect(gateway.requests).toHaveLength(3);
  });

  it('that keeps failing is told after three attempts', async () => {
    gateway.misbehave = () => ({ status: 503, body: { error: { code: 'GW107', message: 'Full', hint: 'Later.' } } });
    const { code, stderr } = await rollback('list');
    expect([code, gateway.requests.length]).toEqual([3, 3]);
    expect(stderr).toContain('The gateway cannot now (GW107): Full');
  });

  it('that asks for an hour of patience does not get it', async () => {
    gateway.misbehave = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    expect((await rollback('list')).code).toBe(3);
    expect(gateway.requests).toHaveLength(1);
  });

  it('that never answers is left after its time', async () => {
    gateway.misbehave = () => 'hang';
    const slow = clock();
    const running = runCli(['rollback', 'list'], {
      clock: slow,
      transport: undiciTransport(undefined),
      env: { RELEASE_RISK_GATEWAY_URL: gateway.url, RELEASE_RISK_GATEWAY_TOKEN: gateway.token },
    });
    for (const attempt of [1, 2, 3]) {
      await vi.waitFor(() => {
        expect([gateway.requests.length, slow.pending()]).toEqual([attempt, 1]);
      });
      slow.advance(ATTEMPT_MS);
    }
    const { code, stderr } = await running;
    expect(code).toBe(3);
    expect(stderr).toContain('nothing within 10 s');
  });

  it('is not waited for after Ctrl-C', async () => {
    gateway.misbehave = () => 'hang';
    const controller = new AbortController();
    const running = runCli(['rollback', 'list'], {
      clock: clock(),
      transport: undiciTransport(undefined),
      interrupted: controller.signal,
      env: { RELEASE_RISK_GATEWAY_URL: gateway.url, RELEASE_RISK_GATEWAY_TOKEN: gateway.token },
    });
    await vi.waitFor(() => {
      expect(gateway.requests).toHaveLength(1);
    });
    controller.abort();
    expect(await running).toMatchObject({ code: 130, stdout: '' });
  });

  it('that is not there is told', async () => {
    await gateway.stop();
    const { code, stderr } = await rollback('list');
    expect(code).toBe(3);
    expect(stderr).toContain('it refuses connections');
  });
});

describe('The way to the gateway', () => {
  it('takes the token from a file', async () => {
    await writeFile(file('token'), `${gateway.token}\n`);
    const args = ['rollback', 'list', '--gateway-token-file', file('token')];
    expect((await run(args, { RELEASE_RISK_GATEWAY_TOKEN: '' })).code).toBe(0);
  });

  it('keeps a path before the API', async () => {
    const { stderr } = await run(['rollback', 'list', '--gateway', `${gateway.url}/behind/a/proxy/`]);
    expect(stderr).toContain('GW104');
    expect(gateway.requests).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    ['no gateway', { RELEASE_RISK_GATEWAY_URL: '' }, [], 'No gateway is named'],
    ['an address that is none', {}, ['--gateway', 'gateway'], 'The address of the gateway is none'],
    ['another protocol', {}, ['--gateway', 'ftp://x'], 'begins with ftp:'],
    ['a password in the address', {}, ['--gateway', 'https://u:hunter2@x'], 'holds credentials'],
    ['a query in the address', {}, ['--gateway', 'https://x/?token=1'], 'has a query'],
    ['http to another machine', {}, ['--gateway', 'http://gateway.example.com'], 'readable to gateway.example.com'],
    ['http to a name like ours', {}, ['--gateway', 'http://127.0.0.1.example.com'], 'readable to'],
    ['no token', { RELEASE_RISK_GATEWAY_TOKEN: '' }, [], 'RR606'],
    ['a token with a line break', { RELEASE_RISK_GATEWAY_TOKEN: 'a\r\nx-evil: 1' }, [], 'RR606'],
    ['a file of the token that is not there', {}, ['--gateway-token-file', '/nowhere/token'], 'RR602'],
  ])('refuses %s before anything is sent', async (_, env, args, told) => {
    const { code, stderr } = await run(['rollback', 'list', ...args], env);
    expect([code, calls()]).toEqual([3, []]);
    expect(stderr).toContain(told);
    expect(stderr).not.toMatch(/hunter2|x-evil/);
  });

  it.each(['http://localhost:1', 'http://127.9.9.9:1', 'http://[::1]:1'])('allows %s without https', async (url) => {
    expect((await run(['rollback', 'list', '--gateway', url])).stderr).toContain('RR616');
  });

  it('allows http to others where that is said', async () => {
    const sent: string[] = [];
    const { code } = await runCli(['rollback', 'holds', '--gateway', 'http://gateway.internal:8080', '--allow-http'], {
      clock: clock(),
      transport: ({ url, headers }) => {
        sent.push(`${url} ${headers['authorization'] ?? ''}`);
        return Promise.resolve({ status: 200, header: () => undefined, text: () => Promise.resolve('{"holds":[]}') });
      },
      env: { RELEASE_RISK_GATEWAY_TOKEN: 't' },
    });
    expect([code, sent]).toEqual([0, ['http://gateway.internal:8080/v1/holds Bearer t']]);
  });
});
