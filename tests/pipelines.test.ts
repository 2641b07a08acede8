import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../pkg/cli/src/main.ts';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../examples/pipelines/', import.meta.url);
const GITHUB = 'schemastore/schemas/json/github-workflow.json';
const GITLAB =
  'schemastore/schemas/json/gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json';
const SCHEMAS = {
  'github-actions.yml': GITHUB,
  'github-rollback.yml': GITHUB,
  'gitlab-ci.yml': GITLAB,
  'gitlab-rollback.yml': GITLAB,
} as const;
const RELEASES = ['github-actions.yml', 'gitlab-ci.yml', 'Jenkinsfile'] as const;
const ROLLBACKS = ['github-rollback.yml', 'gitlab-rollback.yml', 'Jenkinsfile.rollback'] as const;

/** What the gateway tells a pipeline with its call. */
const CALL_FIELDS = ['correlation_id', 'target_version', 'target_sha', 'bad_version', 'service', 'reason'] as const;

const text = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

function validator(schema: string): ValidateFunction {
  const path = createRequire(import.meta.url).resolve(schema);
  const ajv = new Ajv({ strict: false, allErrors: true, allowUnionTypes: true });
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
}

describe('The pipelines to copy', () => {
  it.each(Object.entries(SCHEMAS))("%s holds to its vendor's schema", (name, schema) => {
    const validate = validator(schema);
    const { 'run-name': title, ...rest } = parse(text(name));
    // The schema in the package is older than titles of runs.
    expect(['string', 'undefined']).toContain(typeof title);
    validate(rest);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(Object.entries(SCHEMAS))('%s would be refused by that schema with a broken job', (name, schema) => {
    const broken = text(name)
      .replace(/^(\s*)(?:script|steps):/m, '$1stepz:')
      .replace(/runs-on: .*/, 'runs-on: 7');
    expect(validator(schema)(parse(broken))).toBe(false);
  });

  it.each(['Jenkinsfile', 'Jenkinsfile.rollback'])('%s is Groovy', async (name) => {
    const printed = await format(text(name), { parser: 'groovy', plugins: ['prettier-plugin-groovy'] });
    expect(printed).toContain("stage('Roll back')");
  });

  it.each(RELEASES)('%s checks before, records the deployment, watches it and can go back', (name) => {
    const script = text(name);
    const order = ['--before', 'deploy start', '--deployment deployment.json', 'previousVersion'];
    const places = order.map((step) => script.indexOf(step));
    expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true);
  });

  it('uses only options that the command line has', async () => {
    const used = [...RELEASES, ...ROLLBACKS].flatMap((name) => [
      ...text(name).matchAll(/release-risk\.mjs (gate|deploy start|deploy finish)((?:[^\n]|\\\n|\n\s+--)*)/g),
    ]);
    expect(used.length).toBeGreaterThanOrEqual(15);
    for (const [, verb = '', rest = ''] of used) {
      const help = await helpOf(verb);
      for (const [option] of rest.matchAll(/--[a-z][a-z-]*/g)) expect(help).toContain(`${option} `);
    }
  });
});

describe('The pipelines that the gateway starts', () => {
  it('are told apart by their correlation id, on each system by its own way', () => {
    const workflow = parse(text('github-rollback.yml'));
    expect(workflow['run-name']).toBe('rollback ${{ inputs.correlation_id }}');
    expect(Object.keys(workflow.on.workflow_dispatch.inputs)).toEqual(CALL_FIELDS);
    const declared = [...text('Jenkinsfile.rollback').matchAll(/string\(name: '([A-Z_]+)'/g)].map(([, name]) => name);
    expect(declared).toEqual(CALL_FIELDS.map((name) => name.toUpperCase()));
    expect(parse(text('gitlab-rollback.yml'))['gateway-rollback'].rules[0].if).toContain('$ROLLBACK_CORRELATION_ID');
  });

  it('run one after another, and none is cut short', () => {
    const { concurrency } = parse(text('github-rollback.yml'));
    expect(concurrency['cancel-in-progress']).toBe(false);
    const { resource_group, interruptible } = parse(text('gitlab-rollback.yml'))['gateway-rollback'];
    expect([resource_group, interruptible]).toEqual(['rollback', false]);
    expect(text('Jenkinsfile.rollback')).toContain('disableConcurrentBuilds()');
  });

  it('write nothing from outside into a script', () => {
    for (const name of ['github-actions.yml', 'github-rollback.yml']) {
      for (const run of runsOf(parse(text(name)))) expect(run).not.toMatch(/\$\{\{(?!\s*steps\.)/);
    }
    expect(runsOf(parse(text('github-rollback.yml'))).join()).not.toContain('${{');
    // Groovy fills in between double quotes only.
    const shells = text('Jenkinsfile.rollback')
      .split('\n')
      .filter((line) => /(?<![.\w])sh[ (]/.test(line));
    expect(shells).toHaveLength(3);
    for (const line of shells) expect(line).toMatch(/'''$/);
    expect(text('Jenkinsfile.rollback')).not.toMatch(/"{3}|\$\{params|\$\{env/);
  });

  it('release nothing', () => {
    const jobs: Readonly<Record<string, { readonly script?: unknown; readonly rules?: readonly object[] }>> = parse(
      text('gitlab-ci.yml'),
    );
    const own = Object.values(jobs).filter(({ rules }) => rules !== undefined);
    expect(own).toHaveLength(2);
    for (const { rules } of own) expect(rules?.[0]).toEqual({ if: '$ROLLBACK_CORRELATION_ID', when: 'never' });
  });

  describe.each(ROLLBACKS)('%s', (name) => {
    it('goes back while the bad version runs', () => {
      expect(rollBack(name, { runs: '1.2.4' })).toMatchObject({ code: 0, deployed: '1.2.3' });
    });

    it('has nothing to do where the target runs', () => {
      expect(rollBack(name, { runs: '1.2.3' })).toMatchObject({ code: 0, deployed: undefined });
    });

    it('changes nothing where a newer version runs', () => {
      expect(rollBack(name, { runs: '1.2.5' })).toMatchObject({ code: 1, deployed: undefined });
    });

    it('says that a rollback failed', () => {
      expect(rollBack(name, { runs: '1.2.4', fails: true }).code).not.toBe(0);
    });

    it('goes back although nothing can be recorded', () => {
      expect(rollBack(name, { runs: '1.2.4', recorder: 3 })).toMatchObject({ code: 0, deployed: '1.2.3' });
    });

    it.each(['', '-rf', '1.2.3; touch pwned', '$(touch pwned)', '1.2.3\ntouch pwned', '../1.2.3'])(
      'takes %j for no version',
      (target) => {
        expect(rollBack(name, { runs: '1.2.4', target })).toMatchObject({ deployed: undefined, pwned: false });
      },
    );

    it('hands on a hostile reason to nobody', () => {
      const reason = '"; touch pwned; $(touch pwned) `touch pwned`';
      expect(rollBack(name, { runs: '1.2.4', reason })).toMatchObject({ code: 0, pwned: false });
    });
  });
});

interface WorkflowStep {
  readonly run?: string;
  readonly if?: string;
  readonly 'continue-on-error'?: boolean;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>;
}

function runsOf({ jobs }: Workflow): readonly string[] {
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => (run === undefined ? [] : [run])));
}

interface Situation {
  readonly runs: string;
  readonly target?: string;
  readonly reason?: string;
  /** Whether the deployment fails. */
  readonly fails?: boolean;
  /** What the program that records exits with. */
  readonly recorder?: number;
}

/** The pipeline's own scripts, one after another, in a folder where deploy.sh and the rest are stand-ins. */
function rollBack(name: (typeof ROLLBACKS)[number], situation: Situation) {
  const { runs, target = '1.2.3', reason = 'errors', fails = false, recorder = 0 } = situation;
  const folder = mkdtempSync(join(tmpdir(), 'release-risk-pipeline-'));
  try {
    mkdirSync(join(folder, 'ci', 'release-risk'), { recursive: true });
    const script = (file: string, body: string) => {
      writeFileSync(join(folder, 'ci', file), `#!/bin/sh\n${body}\n`);
      chmodSync(join(folder, 'ci', file), 0o755);
    };
    script('running-version.sh', `echo '${runs}'`);
    script('deploy.sh', `printf '%s' "$1" > deployed; exit ${fails ? 1 : 0}`);
    writeFileSync(join(folder, 'ci', 'release-risk', 'release-risk.mjs'), `process.exit(${recorder});`);
    const values = {
      correlation_id: 'rb-1-code-1',
      target_version: target,
      bad_version: '1.2.4',
      service: 'bot',
      reason,
    };
    const prefix = name === 'gitlab-rollback.yml' ? 'ROLLBACK_' : '';
    const env = Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key.toUpperCase(), value]));
    const output = join(folder, 'output');
    writeFileSync(output, '');
    let due = false;
    let code: number | null = 0;
    for (const step of stepsOf(name)) {
      if (step.onlyWhenDue && !due) continue;
      const { status, stdout } = spawnSync('/bin/sh', ['-e', '-c', step.script], {
        cwd: folder,
        env: { PATH: process.env['PATH'], MODEL: 'ci/risk.yaml', GITHUB_OUTPUT: output, OUTCOME: 'succeeded', ...env },
        encoding: 'utf8',
      });
      due ||= stdout.trim() === 'yes' || readFileSync(output, 'utf8').includes('due=yes');
      if (status === 0 || step.mayFail) continue;
      code = status;
      break;
    }
    const read = (file: string) => {
      try {
        return readFileSync(join(folder, file), 'utf8');
      } catch {
        return undefined;
      }
    };
    return { code, deployed: read('deployed'), pwned: read('pwned') !== undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Step {
  readonly script: string;
  /** It runs only where an earlier step found something to do. */
  readonly onlyWhenDue: boolean;
  readonly mayFail: boolean;
}

/** What a pipeline runs in shells of their own, in this order. */
function stepsOf(name: (typeof ROLLBACKS)[number]): readonly Step[] {
  if (name === 'gitlab-rollback.yml') {
    const { script } = parse(text(name))['gateway-rollback'];
    return [{ script: script.join('\n'), onlyWhenDue: false, mayFail: false }];
  }
  if (name === 'Jenkinsfile.rollback') {
    const scripts = [...text(name).matchAll(/'''([\s\S]*?)'''/g)].map(([, script = '']) => script);
    return scripts.map((script, at) => ({ script, onlyWhenDue: at === 2, mayFail: false }));
  }
  const { jobs }: Workflow = parse(text(name));
  return (jobs['rollback']?.steps ?? []).flatMap(({ run, if: condition = '', 'continue-on-error': mayFail = false }) =>
    run === undefined ? [] : [{ script: run, onlyWhenDue: condition.includes("outputs.due == 'yes'"), mayFail }],
  );
}

async function helpOf(verb: string): Promise<string> {
  let written = '';
  const sink = { isTTY: false, columns: 100, closed: false, write: (part: string) => (written += part) };
  const silent = { isTTY: false, columns: 100, closed: false, write: () => undefined };
  const refuse = () => Promise.reject(new Error('help asks nobody'));
  const clock = { now: () => 0, sleep: refuse };
  await main([...verb.split(' '), '--help'], {
    stdout: sink,
    stderr: silent,
    env: {},
    clock,
    networkClock: clock,
    transport: () => refuse,
    interrupted: new AbortController().signal,
  });
  return written;
}
