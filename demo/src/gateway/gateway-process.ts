import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Binaries, Binary } from '../processes/binaries.ts';
import { waitUntil } from '../processes/wait-until.ts';

const PROGRAM = fileURLToPath(new URL('../../../pkg/gateway/bin/release-risk-gateway.mjs', import.meta.url));
/** The first start may bundle it. */
const READY_WITHIN_MS = 60_000;
const RESTART_AFTER_MS = 1_000;

/** How the gateway is. */
export interface GatewayHealth {
  readonly running: boolean;
  /** How often it was started again after it had ended. */
  readonly restarts: number;
}

/** The gateway as a process that is started again whenever it ends. */
export interface GatewayProcess {
  health(): GatewayHealth;
  /** `kill -9`: it can tidy up nothing. False when it is not running. */
  kill(): boolean;
  stop(): Promise<void>;
  /** Resolves with a description when it could not be started again; never otherwise. */
  readonly crashed: Promise<string>;
}

/** Starts the real gateway, bundled, and resolves when it can do its work. Rejects with what it said otherwise. */
export async function startGatewayProcess(
  binaries: Binaries,
  options: {
    readonly configFile: string;
    readonly url: string;
    readonly folder: string;
    readonly logFile: string;
    /** Told that it ended and is started again. */
    readonly onRestart: () => void;
  },
): Promise<GatewayProcess> {
  const { url, configFile, folder, logFile } = options;
  const stopped = new AbortController();
  const start = async (): Promise<Binary> => {
    const started = await binaries.start({
      name: 'Rollback gateway',
      file: process.execPath,
      args: [PROGRAM, '--config', configFile],
      folder,
      logFile,
    });
    const ready = waitUntil(
      'the gateway to be ready',
      async () => ((await fetch(`${url}/readyz`)).ok ? true : undefined),
      { timeoutMs: READY_WITHIN_MS, everyMs: 100, signal: stopped.signal },
    );
    try {
      await Promise.race([ready, started.crashed.then((how) => Promise.reject(new Error(how)))]);
    } catch (error) {
      ready.catch(() => undefined);
      await started.stop();
      throw error;
    }
    return started;
  };

  let running: Binary | undefined = await start();
  let restarts = 0;
  let under: Promise<void> = Promise.resolve();
  let onCrash: (how: string) => void = () => undefined;
  const crashed = new Promise<string>((resolve) => {
    onCrash = resolve;
  });
  const watch = (one: Binary) => {
    void one.crashed.then(() => {
      running = undefined;
      if (stopped.signal.aborted) return;
      options.onRestart();
      under = again().catch((error: unknown) => {
        if (!stopped.signal.aborted) onCrash(error instanceof Error ? error.message : String(error));
      });
    });
  };
  const again = async () => {
    await wait(RESTART_AFTER_MS, undefined, { signal: stopped.signal });
    restarts += 1;
    running = await start();
    watch(running);
  };
  watch(running);
  return {
    health: () => ({ running: running !== undefined, restarts }),
    kill: () => {
      if (running === undefined) return false;
      process.kill(running.pid, 'SIGKILL');
      running = undefined;
      return true;
    },
    stop: async () => {
      stopped.abort(new Error('the demo stops'));
      await under;
      await running?.stop();
    },
    crashed,
  };
}
