import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { guardMessageSchema } from './guard-messages.ts';

// Prometheus, Loki and Grafana cannot notice that the demo is gone, so this process starts them and stops them when it is.
const INSIST_AFTER_MS = 8_000;
const running = new Map<string, ChildProcess>();

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stopAll());
process.on('disconnect', () => void stopAll());
process.on('message', (raw) => {
  const message = guardMessageSchema.parse(raw);
  if (message.type === 'stop') {
    const child = running.get(message.name);
    if (child) void stopOne(child);
    return;
  }
  const log = openSync(message.logFile, 'a');
  // Grafana and the gateway would take variables for more than their configuration files, such as another address to
  // listen on.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GF_|RELEASE_RISK_GATEWAY_)/.test(name)),
  );
  // A group of its own: a Ctrl-C on the terminal must not reach it before its clients are stopped.
  const child = spawn(message.file, message.args, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: message.folder,
    env,
  });
  const gone = (how: string) => {
    running.delete(message.name);
    if (process.connected) process.send?.({ type: 'ended', name: message.name, how });
  };
  child.once('spawn', () => {
    running.set(message.name, child);
    process.send?.({ type: 'started', name: message.name, pid: child.pid });
  });
  child.once('error', (error) => gone(error.message));
  child.once('exit', (code, signal) => gone(signal === null ? `code ${code ?? '?'}` : `signal ${signal}`));
});
process.send?.({ type: 'ready' });

function stopOne(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), INSIST_AFTER_MS);
    child.once('exit', () => {
      clearTimeout(insist);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

async function stopAll(): Promise<void> {
  await Promise.all([...running.values()].map(stopOne));
  process.exit(0);
}
