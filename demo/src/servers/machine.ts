import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EnvHttpProxyAgent, fetch } from 'undici';

const run = promisify(execFile);
const CONNECT_TIMEOUT_MS = 4_000;
const DOWNLOAD_TIMEOUT_MS = 180_000;

/** What finding a program needs from the machine; tests give another one. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
  isExecutable(file: string): Promise<boolean>;
  exists(path: string): Promise<boolean>;
  /** Runs a program to its end; rejects when it fails or takes longer than `timeoutMs`. */
  run(file: string, args: readonly string[], options: { folder?: string; timeoutMs: number }): Promise<string>;
  /** Fetches a whole file; rejects within seconds when the host cannot be reached. */
  download(url: string): Promise<Buffer>;
  makeFolder(folder: string): Promise<void>;
  temporaryFolder(): Promise<string>;
  writeExecutable(file: string, content: Buffer): Promise<void>;
  writeFile(file: string, content: Buffer): Promise<void>;
  /** Moves a file and makes it executable. */
  install(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** The SHA-256 of some bytes, hexadecimal. */
export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The machine that this process runs on. Proxies are taken from the usual environment variables. */
export function thisMachine(scratchFolder: string = tmpdir()): Machine {
  return {
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    isExecutable: (file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    run: async (file, args, { folder, timeoutMs }) => {
      const { stdout, stderr } = await run(file, [...args], { cwd: folder, timeout: timeoutMs });
      return stdout + stderr;
    },
    download: async (url) => {
      const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: CONNECT_TIMEOUT_MS } });
      try {
        const answer = await fetch(url, { dispatcher, signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
        if (!answer.ok) throw new Error(`${new URL(url).host} answered ${answer.status}`);
        return Buffer.from(await answer.arrayBuffer());
      } catch (error) {
        throw new Error(`${new URL(url).host} could not be reached (${reason(error)})`);
      } finally {
        await dispatcher.destroy();
      }
    },
    makeFolder: async (folder) => {
      await mkdir(folder, { recursive: true });
    },
    temporaryFolder: async () => {
      await mkdir(scratchFolder, { recursive: true });
      return mkdtemp(join(scratchFolder, 'unpack-'));
    },
    writeExecutable: async (file, content) => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.partial`, content, { mode: 0o755 });
      await rename(`${file}.partial`, file);
    },
    writeFile: (file, content) => writeFile(file, content),
    install: async (from, to) => {
      await mkdir(dirname(to), { recursive: true });
      await chmod(from, 0o755);
      await rename(from, to);
    },
    remove: (path) => rm(path, { recursive: true, force: true }),
  };
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
