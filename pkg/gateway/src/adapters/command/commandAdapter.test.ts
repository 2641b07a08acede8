import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostClock } from '@release-risk/query/hostClock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayError } from '../../errors.ts';
import type { Adapter, Intent, PlanRequest } from '../adapter.ts';
import { commandAdapter } from './commandAdapter.ts';
import type { CommandHost } from './commandAdapter.ts';
import { commandSettingsSchema } from './settings.ts';
import { scriptFolder } from './testing/scriptFolder.ts';
import type { ScriptFolder } from './testing/scriptFolder.ts';

const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
const never = new AbortController().signal;
const user = process.getuid?.() ?? 0;
const waiting = { timeout: 8_000, interval: 20 };

let folder: ScriptFolder;
beforeEach(() => {
  folder = scriptFolder();
});
afterEach(() => folder.remove());

function adapterOf(command: string, settings: object = {}, host: Partial<CommandHost> = {}): Adapter {
  return commandAdapter(commandSettingsSchema.parse({ kind: 'command', command, ...settings }), {
    allowedCommands: [command],
    stateDirectory: folder.state,
    environment: { HOME: '/root', DATABASE_PASSWORD: 'of the gateway', REGION: 'eu' },
    readSecret: () => 'hunter2hunter2',
    clock,
    newId: randomUUID,
    user,
    step: 'code',
    ...host,
  });
}

const request: PlanRequest = {
  service: 'lead-bot',
  labels: { service: 'lead-bot' },
  bad: { version: '1.42.0', record: undefined },
  good: { version: '1.41.0', record: undefined },
  neverBack: [],
};

async function intentOf(adapter: Adapter, changes: Partial<Intent> = {}): Promise<Intent> {
  const planned = await adapter.plan(request, never);
  if (planned.kind !== 'target') throw new Error(`expected a target, got ${JSON.stringify(planned)}`);
  return {
    rollbackId: 'r1',
    correlationId: 'rr-r1-code-1',
    service: 'lead-bot',
    labels: { service: 'lead-bot' },
    badVersion: '1.42.0',
    target: planned.target,
    reason: 'errors are high',
    approvedBy: 'gateway',
    ...changes,
  };
}

const isAlive = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${String(pid)}/stat`, 'utf8').replace(/^.*\) /s, '')[0] !== 'Z';
  } catch {
    return false;
  }
};

function refusalOf(work: () => unknown): GatewayError {
  try {
    work();
  } catch (error) {
    if (error instanceof GatewayError) return error;
  }
  throw new Error('expected a GatewayError');
}

describe('What a command is told', () => {
  it('is in its environment, with nothing of the gateway that was not named, and never among its arguments', async () => {
    const command = folder.script('env | sort > seen; echo "$#" > count');
    const adapter = adapterOf(command, {
      environment: { CLUSTER: 'blue' },
      passEnvironment: ['REGION', 'NOT_SET'],
      secrets: { TOKEN: { env: 'X' } },
    });
    const answer = await adapter.trigger(await intentOf(adapter), never);
    expect(answer).toEqual({ kind: 'accepted', externalId: 'rr-r1-code-1', url: undefined });
    const seen = folder.lines('seen').filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line));
    expect(seen).toEqual([
      'CLUSTER=blue',
      'LANG=C.UTF-8',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'REGION=eu',
      'RELEASE_RISK_ACTION=trigger',
      'RELEASE_RISK_APPROVED_BY=gateway',
      'RELEASE_RISK_BAD_VERSION=1.42.0',
      'RELEASE_RISK_CORRELATION_ID=rr-r1-code-1',
      'RELEASE_RISK_LABELS={"service":"lead-bot"}',
      'RELEASE_RISK_REASON=errors are high',
      'RELEASE_RISK_ROLLBACK_ID=r1',
      'RELEASE_RISK_SERVICE=lead-bot',
      'RELEASE_RISK_STEP=code',
      'RELEASE_RISK_TARGET=1.41.0',
      expect.stringContaining('RELEASE_RISK_TARGET_FIELDS={"stateDirectory":'),
      'RELEASE_RISK_TARGET_VERSION=1.41.0',
      'TOKEN=hunter2hunter2',
    ]);
    expect(folder.lines('count')).toEqual(['0']);
  });

  it.each([
    ['a command substitution', '$(touch owned)'],
    ['backticks and quotes', '`touch owned`"\';touch owned;'],
    ['line breaks and a NUL', 'one\nLD_PRELOAD=/tmp/evil.so\0two'],
    ['a megabyte', 'x'.repeat(1_000_000)],
  ])('stays a value: %s', async (_, hostile) => {
    const command = folder.script('printf %s "$RELEASE_RISK_REASON" > reason; env | grep -c "^LD_PRELOAD" > preload');
    const adapter = adapterOf(command);
    await adapter.trigger(await intentOf(adapter, { reason: hostile, badVersion: hostile }), never);
    expect(readdirSync(folder.path)).not.toContain('owned');
    expect(folder.lines('preload')).toEqual(['0']);
    expect(folder.lines('reason').join('\n')).toBe(hostile.replace(/\p{Cc}+/gu, ' ').slice(0, 8192));
  });

  it('leaves no secret on disk and in no reason', async () => {
    const command = folder.script('echo "cannot log in with $TOKEN" >&2; exit 1');
    const adapter = adapterOf(command, { secrets: { TOKEN: { env: 'X' } } });
    const answer = await adapter.trigger(await intentOf(adapter), never);
    expect(answer).toEqual({ kind: 'rejected', reason: 'the command ended with 1: cannot log in with [secret]' });
    expect(readFileSync(join(folder.state, 'rr-r1-code-1.1.began.json'), 'utf8')).not.toContain('hunter2');
  });

  it('refuses settings that would speak for the gateway', () => {
    const settings = { kind: 'command', command: '/x', environment: { RELEASE_RISK_TARGET_VERSION: '9' } };
    expect(commandSettingsSchema.safeParse(settings).success).toBe(false);
  });
});

describe('How a command ends', () => {
  it.each([
    ['0', 'exit 0', { kind: 'accepted', externalId: 'rr-r1-code-1' }],
    ['0 with an id', `echo '{"externalId":"job-7","url":"https://ci.example/7"}'`, { externalId: 'job-7' }],
    ['0 with something else printed', 'echo "<html>"', { kind: 'accepted', externalId: 'rr-r1-code-1' }],
    ['75', 'echo busy >&2; exit 75', { kind: 'later', afterMs: 30_000, reason: /asks to be run later: busy/ }],
    ['75 with a time', `echo '{"afterSeconds":90}'; exit 75`, { kind: 'later', afterMs: 90_000 }],
    [
      '1',
      'printf "no \\033[31msuch\\r\\n\\007version" >&2; exit 1',
      { kind: 'rejected', reason: /1: no \[31msuch version$/ },
    ],
    ['a signal', 'kill -9 $$', { kind: 'unknown', reason: /ended by SIGKILL/ }],
  ])('is understood: %s', async (_, body, expected) => {
    const adapter = adapterOf(folder.script(body));
    const answer = await adapter.trigger(await intentOf(adapter), never);
    const { reason, ...rest } = expected as { reason?: RegExp };
    expect(answer).toMatchObject(rest);
    if (reason !== undefined) expect('reason' in answer ? answer.reason : '').toMatch(reason);
  });

  it('rejects what cannot be started', async () => {
    const command = join(folder.path, 'broken');
    writeFileSync(command, '#!/no/such/interpreter\n', { mode: 0o700 });
    const adapter = adapterOf(command);
    const intent = await intentOf(adapter);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected' });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'failed' });
  });

  it('ends the whole process group of one that takes too long, and does not claim to know what it did', async () => {
    const command = folder.script('trap "" TERM; sleep 60 & echo $! > child; wait; sleep 60');
    const adapter = adapterOf(command, { timeoutSeconds: 1, killAfterSeconds: 1 });
    const intent = await intentOf(adapter);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'unknown', reason: /its time was over/ });
    expect(isAlive(Number(folder.lines('child')[0]))).toBe(false);
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'unsure' });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'unknown' });
  });

  it('keeps 64 KB of what it prints, and is not held up by what it leaves behind', async () => {
    const command = folder.script('head -c 3000000 /dev/zero | tr "\\0" x; sleep 30 & echo $! > child');
    const adapter = adapterOf(command);
    expect(await adapter.trigger(await intentOf(adapter), never)).toMatchObject({ kind: 'accepted' });
    process.kill(Number(folder.lines('child')[0]));
    expect(statSync(join(folder.state, 'rr-r1-code-1.1.ended.json')).size).toBeLessThan(66_000);
  });

  it('is under way after a while, and its end is looked up', async () => {
    const command = folder.script('while [ ! -e go ]; do sleep 0.02; done; echo done >> runs');
    const adapter = adapterOf(command, {}, { answerWithinMs: 400 });
    const intent = await intentOf(adapter);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(await adapter.status(intent, 'rr-r1-code-1', never)).toEqual({ kind: 'running', note: undefined });
    expect(await adapter.verify(intent, 'rr-r1-code-1', never)).toMatchObject({ kind: 'notYet' });
    writeFileSync(join(folder.path, 'go'), '');
    await vi.waitFor(
      async () => expect(await adapter.status(intent, 'x', never)).toEqual({ kind: 'succeeded' }),
      waiting,
    );
    expect(await adapter.verify(intent, 'rr-r1-code-1', never)).toEqual({ kind: 'live' });
    expect(folder.lines('runs')).toEqual(['done']);
  });
});

describe('The same correlation id', () => {
  it('runs once, however often and by however many it is triggered', async () => {
    const command = folder.script('echo run >> runs; sleep 0.2');
    const first = adapterOf(command);
    const intent = await intentOf(first);
    const answers = await Promise.all(
      [first, adapterOf(command), adapterOf(command)].map((a) => a.trigger(intent, never)),
    );
    expect(answers.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThanOrEqual(1);
    expect(answers.every(({ kind }) => kind === 'accepted' || kind === 'later')).toBe(true);
    expect(await first.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(folder.lines('runs')).toEqual(['run']);
  });

  it('runs again after it asked for later, and only then', async () => {
    const command = folder.script('echo run >> runs; [ -e ready ] || exit 75');
    const adapter = adapterOf(command);
    const intent = await intentOf(adapter);
    expect(await adapter.find(intent, never)).toEqual({ kind: 'none' });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'later' });
    expect(await adapter.find(intent, never)).toEqual({ kind: 'none' });
    writeFileSync(join(folder.path, 'ready'), '');
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'accepted' });
    expect(folder.lines('runs')).toEqual(['run', 'run']);
  });

  it('goes on, is recorded and is found when the gateway is killed while it runs', async () => {
    const command = folder.script('echo run >> runs; while [ ! -e go ]; do sleep 0.02; done; echo end >> runs');
    const adapter = adapterOf(command);
    const intent = await intentOf(adapter);
    const program = fileURLToPath(new URL('testing/triggerAndStay.ts', import.meta.url));
    const gateway = spawn(
      process.execPath,
      ['--import', 'tsx', program, command, folder.state, JSON.stringify(intent)],
      { stdio: 'ignore' },
    );
    const gone = new Promise((resolve) => gateway.on('exit', resolve));
    await vi.waitFor(() => expect(folder.lines('runs')).toEqual(['run']), waiting);
    gateway.kill('SIGKILL');
    await gone;
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found', externalId: 'rr-r1-code-1' });
    expect(await adapter.status(intent, 'rr-r1-code-1', never)).toMatchObject({ kind: 'running' });
    writeFileSync(join(folder.path, 'go'), '');
    await vi.waitFor(
      async () => expect(await adapter.status(intent, 'x', never)).toEqual({ kind: 'succeeded' }),
      waiting,
    );
    expect(folder.lines('runs')).toEqual(['run', 'end']);
  });

  it('is never run anew when its supervisor was killed: nobody can tell how it ended', async () => {
    const command = folder.script('echo run >> runs; echo $$ > self; while [ ! -e go ]; do sleep 0.02; done');
    const adapter = adapterOf(command, {}, { answerWithinMs: 300 });
    const intent = await intentOf(adapter);
    await adapter.trigger(intent, never);
    await vi.waitFor(() => expect(folder.lines('self')).toHaveLength(1), waiting);
    const began: unknown = JSON.parse(readFileSync(join(folder.state, 'rr-r1-code-1.1.began.json'), 'utf8'));
    const { pid } = began as { pid: number };
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), waiting);
    writeFileSync(join(folder.path, 'go'), '');
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
    expect(await adapter.status(intent, 'x', never)).toMatchObject({ kind: 'unsure', reason: /nobody can tell/ });
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'unknown' });
    expect(folder.lines('runs')).toEqual(['run']);
    // The command itself went on without its supervisor; it ends before its folder goes.
    await vi.waitFor(() => expect(isAlive(Number(folder.lines('self')[0]))).toBe(false), waiting);
  });

  it('is not known to a gateway with another state directory, which neither runs it nor says that it did not', async () => {
    const command = folder.script('echo run >> runs');
    const here = adapterOf(command);
    const there = adapterOf(command, {}, { stateDirectory: join(folder.path, 'other') });
    const intent = await intentOf(here);
    expect(await there.find(intent, never)).toMatchObject({ kind: 'unsure' });
    expect(await there.trigger(intent, never)).toMatchObject({ kind: 'later' });
    expect(folder.lines('runs')).toEqual([]);
  });

  it.each(['../escape', 'a/b', '', 'x'.repeat(65)])(
    'is refused when it is no correlation id: %j',
    async (correlationId) => {
      const adapter = adapterOf(folder.script('echo run >> runs'));
      const intent = await intentOf(adapter, { correlationId });
      expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'later', reason: /no correlation id/ });
      expect(folder.lines('runs')).toEqual([]);
    },
  );

  it('is given up by whoever called, and goes on', async () => {
    const command = folder.script('echo run >> runs; sleep 0.3; echo end >> runs');
    const adapter = adapterOf(command);
    const intent = await intentOf(adapter);
    const call = new AbortController();
    const answer = adapter.trigger(intent, call.signal);
    await vi.waitFor(() => expect(folder.lines('runs')).toEqual(['run']), waiting);
    call.abort();
    await expect(answer).rejects.toThrow();
    expect(await adapter.find(intent, never)).toMatchObject({ kind: 'found' });
    await vi.waitFor(
      async () => expect(await adapter.status(intent, 'x', never)).toEqual({ kind: 'succeeded' }),
      waiting,
    );
    expect(folder.lines('runs')).toEqual(['run', 'end']);
  });
});

describe('A command that could be somebody else’s', () => {
  it('is refused when the configuration does not allow it', () => {
    const command = folder.script('exit 0');
    const error = refusalOf(() => adapterOf(command, {}, { allowedCommands: ['/usr/bin/true'] }));
    expect(error.message).toMatch(/does not stand in allowedCommands/);
  });

  it.each([
    ['others may write to it', (file: string) => chmodSync(file, 0o722), /others may write to/],
    ['it is not executable', (file: string) => chmodSync(file, 0o600), /is not executable/],
    ['others may write to its folder', () => chmodSync(folder.path, 0o777), /others may write to/],
  ])('is refused at start when %s', (_, change, message) => {
    const command = folder.script('exit 0');
    change(command);
    expect(refusalOf(() => adapterOf(command)).message).toMatch(message);
  });

  it('is refused at start when it belongs to another user', () => {
    const command = folder.script('exit 0');
    // Only root can give a file away; anybody else looks at it as another user would.
    if (user === 0) chownSync(command, 54_321, 54_321);
    expect(refusalOf(() => adapterOf(command, {}, { user: user === 0 ? 0 : 54_321 })).message).toMatch(
      /belongs to another user/,
    );
  });

  it('is refused when it is a link or a folder', () => {
    const command = folder.script('exit 0');
    const link = join(folder.path, 'link');
    symlinkSync(command, link);
    mkdirSync(join(folder.path, 'bin'));
    expect(refusalOf(() => adapterOf(link)).message).toContain(`leads to ${command}`);
    expect(refusalOf(() => adapterOf(join(folder.path, 'bin'))).message).toMatch(/is no file/);
    expect(refusalOf(() => adapterOf(join(folder.path, 'gone'))).message).toMatch(/cannot be looked at/);
  });

  it('is not run when it was changed after the start', async () => {
    const command = folder.script('echo run >> runs');
    const adapter = adapterOf(command, { answers: ['verify'] });
    const intent = await intentOf(adapter);
    chmodSync(command, 0o777);
    expect(await adapter.trigger(intent, never)).toMatchObject({ kind: 'rejected', reason: /others may write/ });
    expect(await adapter.verify(intent, 'x', never)).toMatchObject({ kind: 'unsure' });
    expect(folder.lines('runs')).toEqual([]);
  });

  it('is refused where its runs cannot be recorded', () => {
    const command = folder.script('exit 0');
    expect(refusalOf(() => adapterOf(command, {}, { stateDirectory: command })).code).toBe('GW203');
  });
});

describe('Questions to a command', () => {
  const answering = (answers: Readonly<Record<string, string>>): string =>
    folder.script(
      `case $RELEASE_RISK_ACTION in ${Object.entries(answers)
        .map(([action, body]) => `${action}) ${body} ;;`)
        .join(' ')} esac`,
    );
  const all = { answers: ['plan', 'status', 'verify'], questionTimeoutSeconds: 1 };

  it.each([
    ['{"target":{"text":"1.41.0","version":"1.41.0","fields":{"sha":"abc"}}}', 'target'],
    ['{"nothing":"nothing to do"}', 'nothing'],
    ['{"unclear":"two candidates"}', 'unclear'],
    ['{"target":{"text":""}}', 'unanswered'],
    ['{"target":{"text":"x"},"nothing":"y"}', 'unanswered'],
    ['not json', 'unanswered'],
    ['', 'unanswered'],
  ])('understand the plan %s', async (stdout, kind) => {
    const adapter = adapterOf(answering({ plan: `echo '${stdout}'` }), all);
    expect(await adapter.plan(request, never)).toMatchObject({ kind });
  });

  it.each([
    ['exit 3', /ended with 3/],
    ['sleep 20', /did not answer in time/],
    ['sleep 20 & exit 0', /something else/],
    ['yes', /more than 64 KB/],
  ])('go unanswered when the command does %s', async (body, reason) => {
    const adapter = adapterOf(answering({ plan: body }), all);
    expect(await adapter.plan(request, never)).toMatchObject({ kind: 'unanswered', reason });
  });

  it('hand an explicit target from the plan to every later call', async () => {
    const fields = `echo "$RELEASE_RISK_ACTION $RELEASE_RISK_TARGET_FIELDS $RELEASE_RISK_EXTERNAL_ID" >> calls`;
    const adapter = adapterOf(
      answering({
        plan: `echo '{"target":{"text":"1.41.0 (abc)","fields":{"sha":"abc"}}}'`,
        trigger: `${fields}; echo '{"externalId":"job-7"}'`,
        status: `${fields}; echo '{"state":"running","note":"half"}'`,
        verify: `${fields}; echo '{"live":"notYet","reason":"2 of 3"}'`,
      }),
      all,
    );
    const intent = await intentOf(adapter);
    expect(await adapter.trigger(intent, never)).toMatchObject({ externalId: 'job-7' });
    expect(await adapter.find(intent, never)).toMatchObject({ externalId: 'job-7' });
    expect(await adapter.status(intent, 'job-7', never)).toEqual({ kind: 'running', note: 'half' });
    expect(await adapter.verify(intent, 'job-7', never)).toEqual({ kind: 'notYet', reason: '2 of 3' });
    expect(folder.lines('calls').map((line) => line.replace(/"stateDirectory":"[^"]+"/, '..'))).toEqual([
      'trigger {"sha":"abc",..} ',
      'status {"sha":"abc",..} job-7',
      'verify {"sha":"abc",..} job-7',
    ]);
  });

  it('are ended with everything they started when whoever asks gives up', async () => {
    const adapter = adapterOf(answering({ plan: 'sleep 60 & echo $! > child; wait' }), {
      ...all,
      questionTimeoutSeconds: 60,
    });
    const call = new AbortController();
    const answer = adapter.plan(request, call.signal);
    await vi.waitFor(() => expect(folder.lines('child')).toHaveLength(1), waiting);
    call.abort();
    await expect(answer).rejects.toThrow();
    await vi.waitFor(() => expect(isAlive(Number(folder.lines('child')[0]))).toBe(false), waiting);
  });

  it('are not needed: the version is the target, unless nobody knows it or it was rolled back itself', async () => {
    const adapter = adapterOf(folder.script('exit 0'));
    expect(await adapter.plan(request, never)).toMatchObject({ kind: 'target', target: { version: '1.41.0' } });
    expect(await adapter.plan({ ...request, good: undefined }, never)).toMatchObject({ kind: 'unclear' });
    expect(await adapter.plan({ ...request, neverBack: ['1.41.0'] }, never)).toMatchObject({ kind: 'unclear' });
  });
});
