import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baselineRules } from '@release-risk/compiler/emit/prometheus/baselineRules';
import { ruleFileYaml } from '@release-risk/compiler/emit/prometheus/ruleFile';
import { scoreFile } from '@release-risk/compiler/emit/prometheus/scoreRules';
import { unitTestFiles, type UnitCase } from '@release-risk/compiler/emit/prometheus/unitTest';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { anyReading } from '@release-risk/model/scoring.arbitrary';
import { score } from '@release-risk/model/score';
import { prometheusOnPath } from '@release-risk/query/testing/realPrometheus';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { promtool } from './promtool.ts';
import { randomModels } from './prometheusRulesModels.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/all-prometheus-1000.yaml', import.meta.url));
const CASES = 30;

function randomCases(model: RiskModel, seed: number): UnitCase[] {
  const readings = fc.array(anyReading, { minLength: model.signals.length, maxLength: model.signals.length });
  return fc.sample(readings, { numRuns: CASES, seed }).map((one, index) => ({
    service: Object.fromEntries(model.identity.labels.map((label) => [label, `${label}-${index}`])),
    readings: one,
    ...(index % 3 === 0 ? {} : { version: `v${index}` }),
  }));
}

describe.skipIf(!prometheusOnPath())('promtool', () => {
  let folder = '';
  let example: RiskModel;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'release-risk-rules-'));
    const read = readModel(await readFile(EXAMPLE, 'utf8'), 'all-prometheus-1000.yaml');
    if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
    example = read.model;
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('accepts every file of the example for a thousand services', async () => {
    const services = Array.from({ length: 1000 }, (_, index) => ({ service: `service-${index}` }));
    const baselines = baselineRules(example);
    const scores = scoreFile(example, { services });
    if (!baselines.ok || !scores.ok) throw new Error('refused');
    const paths = await Promise.all(
      [...baselines.value, scores.value].map(async ({ file }, index) => {
        const path = join(folder, `example-${index}.yml`);
        await writeFile(path, ruleFileYaml(file));
        return path;
      }),
    );
    expect(await promtool('check', 'rules', ...paths)).toMatchObject({ code: 0 });
  });

  async function test(model: RiskModel, cases: readonly UnitCase[], name: string, spoil = (text: string) => text) {
    const files = unitTestFiles(model, {}, cases, `${name}.rules.yml`);
    if (!files.ok) throw new Error(JSON.stringify(files.diagnostics));
    await writeFile(join(folder, `${name}.rules.yml`), ruleFileYaml(files.value.rules));
    await writeFile(join(folder, `${name}.test.yml`), spoil(files.value.test));
    return promtool('test', 'rules', join(folder, `${name}.test.yml`));
  }

  it('finds the very scores, grades and alerts of score() for the example', async () => {
    expect(await test(example, randomCases(example, 7), 'example')).toMatchObject({ code: 0 });
  });

  it.each(randomModels(5, 3).map((model, index) => [index, model] as const))(
    'finds the very scores, grades and alerts of score() for random model %i',
    async (index, model) => {
      expect(await test(model, randomCases(model, index), `random-${index}`)).toMatchObject({ code: 0 });
    },
  );

  it('does not count an answer of minutes ago when a query fails', async () => {
    const [first] = randomCases(example, 7);
    if (first === undefined) throw new Error('no case');
    const readings = first.readings.map((reading, index) => (index === 0 ? { ...reading, value: NaN } : reading));
    const stale = 'release_risk_query{model="platform", signal="error_rate", part="value", service="service-0"}';
    const answer = await test(example, [{ ...first, readings }], 'stale', (text) =>
      text.replace('input_series:\n', `input_series:\n      - series: '${stale}'\n        values: 5 5 5 _ _\n`),
    );
    expect(answer).toMatchObject({ code: 0 });
  });

  it('tells when a score is another than the readings make', async () => {
    const cases = randomCases(example, 7)
      .filter(({ readings }) => score(example, readings).score > 0)
      .slice(0, 1);
    const [first] = cases;
    if (first === undefined) throw new Error('no case with a score');
    const wrong = String(score(example, first.readings).score);
    const answer = await test(example, cases, 'spoilt', (text) => text.replace(`value: ${wrong}`, 'value: 0.123'));
    expect(answer.code).not.toBe(0);
    expect(answer.output).toContain('release_risk_score');
  });
});
