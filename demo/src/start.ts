import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HELP, readArguments, type Arguments } from './arguments.ts';
import { type Demo, startDemo } from './demo.ts';
import { DESK_KEYS_LINE, KEYS_LINE, listenToKeys } from './keyboard.ts';
import { connectLiveScore } from './live-score.ts';
import { watchLaunchers } from './processes/ancestors.ts';
import { AlreadyRunning, takeLock } from './processes/lock.ts';
import { portOrFree } from './processes/ports.ts';
import { waitUntil } from './processes/wait-until.ts';
import { NotFound } from './servers/find-program.ts';
import { PROMETHEUS_ADVICE } from './servers/find-prometheus.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const MODEL_FILE = 'examples/telegram-lead-bot.yaml';
const USUAL_PORT = 4300;
const FIRST_SCORE_TIMEOUT_MS = 60_000;

/** Exit codes: 0 stopped as asked, 1 a part failed, 2 wrong usage, 3 no score could be evaluated (`--once`). */
const EXIT = { ok: 0, failed: 1, usage: 2, noScore: 3 } as const;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  let options: Arguments;
  try {
    options = readArguments(process.argv.slice(2), process.env);
  } catch (error) {
    complain(`${messageOf(error)}\n\n${HELP}`);
    return EXIT.usage;
  }
  if (options.help) {
    say(HELP);
    return EXIT.ok;
  }
  const stopAsked = new AbortController();
  const ask = (why: string) => () => stopAsked.abort(new Error(why));
  process.on('SIGINT', ask('stopped'));
  process.on('SIGTERM', ask('stopped'));
  process.on('SIGHUP', ask('the terminal was closed'));
  const unwatch = watchLaunchers(ask('the process that started the demo is gone'));
  try {
    return await run(options, stopAsked);
  } catch (error) {
    if (stopAsked.signal.aborted) return EXIT.ok;
    complain(messageOf(error));
    if (error instanceof NotFound) complain(PROMETHEUS_ADVICE);
    return EXIT.failed;
  } finally {
    unwatch();
  }
}

async function run(options: Arguments, stopAsked: AbortController): Promise<number> {
  const cacheFolder = resolve(process.env.RELEASE_RISK_CACHE ?? join(REPOSITORY, '.cache'));
  if (options.fresh) await dropCache(cacheFolder);
  // The model's path is shown and read relative to the repository.
  process.chdir(REPOSITORY);
  const begun = performance.now();
  const demo = await startDemo({
    cacheFolder,
    port: options.port < 0 ? await portOrFree(USUAL_PORT) : options.port,
    historyDays: options.historyDays,
    modelFile: MODEL_FILE,
    liveScore: connectLiveScore,
    grafana: true,
    gateway: { mode: options.mode },
    progress: (line) => say(`  ${line} ...`),
    signal: stopAsked.signal,
  });
  const seconds = Math.round((performance.now() - begun) / 1000);
  try {
    if (options.once) return await printFirstScore(demo, stopAsked.signal);
    say(summary(demo, seconds));
    const withKeys = options.keys && process.stdin.isTTY;
    if (withKeys) say(`\n  Keys: ${KEYS_LINE}\n        ${DESK_KEYS_LINE}\n`);
    const unlisten = withKeys
      ? listenToKeys(
          process.stdin,
          demo.workload,
          demo.rollbacks?.desk,
          (line) => say(`  ${line}`),
          () => stopAsked.abort(new Error('stopped')),
        )
      : () => undefined;
    const crash = await Promise.race([demo.crashed, aborted(stopAsked.signal)]);
    unlisten();
    if (crash === undefined) return EXIT.ok;
    complain(`A part of the demo ended by itself, so all of it stops.\n${crash}`);
    return EXIT.failed;
  } finally {
    say('  Stopping ...');
    await demo.stop();
  }
}

/** Only what the demo itself keeps there goes; a folder that was named by mistake survives. */
async function dropCache(folder: string): Promise<void> {
  const lock = await takeLock(folder);
  for (const name of ['bin', 'history', 'loki', 'loki-filled.json', 'run', 'unpack']) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
  await lock.release();
}

function summary(demo: Demo, seconds: number): string {
  const parts = demo.parts.map(({ name, kind, address }) => `    ${name.padEnd(11)} ${kind.padEnd(10)} ${address}`);
  return `\n  Release Risk demo: ${demo.address}   (started in ${seconds} s)\n${parts.join('\n')}\n  Stop with Ctrl-C.`;
}

async function printFirstScore(demo: Demo, signal: AbortSignal): Promise<number> {
  if (demo.watch.state.kind === 'no-source') {
    complain('Everything runs, but no score source is connected.');
    return EXIT.noScore;
  }
  const first = waitUntil(
    'the first score',
    async () => {
      const { state } = demo.watch;
      return state.kind === 'ready' ? state.view : undefined;
    },
    { timeoutMs: FIRST_SCORE_TIMEOUT_MS, signal },
  );
  const crash = demo.crashed.then((how) => Promise.reject(new Error(how)));
  const view = await Promise.race([first, crash]).catch((error: unknown) => error);
  if (!view || view instanceof Error) {
    const { state } = demo.watch;
    complain(state.kind === 'failed' ? state.reason : messageOf(view));
    return EXIT.noScore;
  }
  const { state } = demo.watch;
  if (state.kind === 'ready')
    say(`${state.view.verdict} ${state.view.score?.toFixed(2) ?? '-'}: ${state.view.sentence}`);
  return EXIT.ok;
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((done) => {
    if (signal.aborted) done(undefined);
    signal.addEventListener('abort', () => done(undefined), { once: true });
  });
}

function messageOf(error: unknown): string {
  if (error instanceof AlreadyRunning || error instanceof Error) return error.message;
  return String(error);
}

process.exit(await main());
