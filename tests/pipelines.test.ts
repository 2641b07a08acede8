import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { main } from '../pkg/cli/src/main.ts';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const FOLDER = new URL('../examples/pipelines/', import.meta.url);
const SCHEMAS = {
  'github-actions.yml': 'schemastore/schemas/json/github-workflow.json',
  'gitlab-ci.yml':
    'schemastore/schemas/json/gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json',
} as const;

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
    validate(parse(text(name)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(Object.entries(SCHEMAS))('%s would be refused by that schema with a broken job', (name, schema) => {
    const broken = text(name)
      .replace(/^(\s*)(?:script|steps):/m, '$1stepz:')
      .replace(/runs-on: .*/, 'runs-on: 7');
    expect(validator(schema)(parse(broken))).toBe(false);
  });

  it('Jenkinsfile is Groovy', async () => {
    const source = text('Jenkinsfile');
    const printed = await format(source, { parser: 'groovy', plugins: ['prettier-plugin-groovy'] });
    expect(printed).toContain("stage('Roll back')");
  });

  it.each(['github-actions.yml', 'gitlab-ci.yml', 'Jenkinsfile'])(
    '%s checks before, records the deployment, watches it and can go back',
    (name) => {
      const script = text(name);
      const order = ['--before', 'deploy start', '--deployment deployment.json', 'previousVersion'];
      const places = order.map((step) => script.indexOf(step));
      expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true);
    },
  );

  it('uses only options that the command line has', async () => {
    const used = ['github-actions.yml', 'gitlab-ci.yml', 'Jenkinsfile'].flatMap((name) => [
      ...text(name).matchAll(/release-risk\.mjs (gate|deploy start|deploy finish)((?:[^\n]|\\\n|\n\s+--)*)/g),
    ]);
    expect(used.length).toBeGreaterThanOrEqual(9);
    for (const [, verb = '', rest = ''] of used) {
      const help = await helpOf(verb);
      for (const [option] of rest.matchAll(/--[a-z][a-z-]*/g)) expect(help).toContain(`${option} `);
    }
  });
});

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
