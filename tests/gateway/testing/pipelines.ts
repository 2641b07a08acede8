import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeGithub } from '@release-risk/gateway/adapters/testing/fakeGithub';
import type { Fault } from '@release-risk/gateway/adapters/testing/faultyServer';
import { type FakePipelineOptions, startFakePipeline, webhookOf } from './fakePipeline.ts';
import type { SiteOptions } from './site.ts';

/** A pipeline with its own log of what it really did. */
export interface Pipeline {
  readonly options: Pick<SiteOptions, 'adapter' | 'calls' | 'env' | 'more'>;
  /** Ids of the calls that were carried out, by the id that each was called with. */
  readonly executions: () => readonly string[];
  /** The next call goes wrong so; nothing where it is called by no network. */
  readonly breakCall: (fault: Fault) => void;
  /** How many calls came in. */
  readonly calls: () => number;
  close(): Promise<void>;
}

export async function webhookPipeline(options: FakePipelineOptions = {}): Promise<Pipeline> {
  const pipeline = await startFakePipeline(options);
  return {
    options: {
      adapter: webhookOf(pipeline, options.idempotent === true),
      calls: [pipeline.url],
      env: { PIPELINE_SECRET: pipeline.secret },
    },
    executions: () => pipeline.executions.map(({ correlationId }) => correlationId),
    breakCall: (fault) => pipeline.break('calls', fault, 1),
    calls: () => pipeline.requests.filter(({ method }) => method === 'POST').length,
    close: pipeline.close,
  };
}

export async function githubPipeline(): Promise<Pipeline> {
  const github = await fakeGithub();
  let ended = 0;
  const runs = setInterval(() => {
    for (const id of github.executions.slice(ended)) github.end(id, 'succeeded');
    ended = github.executions.length;
  }, 20);
  return {
    options: {
      adapter: {
        kind: 'github',
        url: github.url,
        owner: 'acme',
        repo: 'shop',
        workflow: 'rollback.yml',
        ref: 'main',
        token: { env: 'GITHUB' },
      },
      calls: [github.url],
      env: { GITHUB: github.token },
    },
    executions: () => github.executions,
    breakCall: (fault) => github.break('calls', fault, 1),
    calls: () => github.requests.filter(({ method }) => method === 'POST').length,
    async close() {
      clearInterval(runs);
      await github.close();
    },
  };
}

export async function commandPipeline(): Promise<Pipeline> {
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-kills-'));
  const command = join(folder, 'rollback.sh');
  const log = join(folder, 'executions.log');
  writeFileSync(command, `#!/bin/sh\necho "$RELEASE_RISK_CORRELATION_ID" >> ${log}\nsleep 0.2\n`, { mode: 0o700 });
  await mkdir(join(folder, 'state'), { mode: 0o700 });
  const executions = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []);
  return {
    options: {
      adapter: { kind: 'command', command },
      more: { commands: { allowed: [command], stateDirectory: join(folder, 'state') } },
    },
    executions,
    breakCall: () => undefined,
    calls: () => executions().length,
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}

/** The rollbacks that were carried out more than once: there must be none. */
export function calledTwice(executions: readonly string[]): readonly string[] {
  const rollbacks = executions.map((id) => /^rr-([0-9a-f]+)-/.exec(id)?.[1] ?? id);
  return rollbacks.filter((id, at) => rollbacks.indexOf(id) !== at);
}
