import { ruleFileYaml, type RuleGroup } from '@release-risk/compiler/emit/prometheus/ruleFile';
import { scoreFile } from '@release-risk/compiler/emit/prometheus/scoreRules';
import { ALERT_NAMES } from '@release-risk/compiler/emit/prometheus/alertRules';
import { makePlan } from '@release-risk/compiler/makePlan';
import { formatScore } from '@release-risk/model/format';
import type { RiskModel } from '@release-risk/model/model';
import type { Reading } from '@release-risk/model/reading';
import { anyReading } from '@release-risk/model/scoring.arbitrary';
import { evaluate, type Evaluation } from '@release-risk/query/evaluate';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import { prometheusSource } from '@release-risk/query/prometheus';
import type { PrometheusSource } from '@release-risk/query/source';
import { hostClock } from '@release-risk/query/hostClock';
import { prometheusOnPath, startPrometheus, type RunningPrometheus } from '@release-risk/query/testing/realPrometheus';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { randomModels } from './prometheusRulesModels.ts';

const MODELS = 12;
const SERVICES_OF_EACH = 40;
/** Long enough for one evaluation of everything, and the only one whose moment is asked about. */
const INTERVAL = 5;

const services = Array.from({ length: SERVICES_OF_EACH }, (_, index) => ({ service: `service-${index}` }));

/** Of the first model, one query fails at run time: two series where one is needed. */
function withFailingQuery(model: RiskModel): RiskModel {
  const [first, ...others] = model.signals;
  if (first === undefined) return model;
  const failing = `${first.query} * on () group_left () answer_duplicated`;
  return { ...model, signals: [{ ...first, query: failing }, ...others] };
}

const MODEL_LIST = randomModels(MODELS, 11).map((model, index) => (index === 0 ? withFailingQuery(model) : model));

function readingsOf(model: RiskModel, index: number): Reading[][] {
  const one = fc.array(anyReading, { minLength: model.signals.length, maxLength: model.signals.length });
  return fc.sample(one, { numRuns: SERVICES_OF_EACH, seed: 100 + index });
}

/** Everything the queries and baselines answer, as samples of one moment (epoch seconds). */
function history(at: number): string {
  const families = new Map<string, string[]>();
  const write = (metric: string, labels: string, value: number): void => {
    const text = Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
    families.set(metric, [
      ...(families.get(metric) ?? [`# TYPE ${metric} gauge`]),
      `${metric}{${labels}} ${text} ${at}`,
    ]);
  };
  MODEL_LIST.forEach((model, index) => {
    readingsOf(model, index).forEach((readings, row) => {
      model.signals.forEach(({ id }, at) => {
        const reading = readings[at];
        if (reading === undefined) return;
        const labels = `model="${model.name}",signal="${id}",service="service-${row}"`;
        write('answer_value', labels, reading.value);
        write('answer_samples', labels, reading.samples);
        write('release_risk_baseline_mean', labels, reading.mean);
        write('release_risk_baseline_deviation', labels, reading.deviation);
      });
    });
  });
  write('answer_duplicated', 'copy="1"', 1);
  write('answer_duplicated', 'copy="2"', 1);
  return [...families.values()].flat().join('\n');
}

const RULES = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        lastEvaluation: z.string(),
        rules: z.array(z.object({ name: z.string(), health: z.string(), lastError: z.string().optional() })),
      }),
    ),
  }),
});

const ALERTS = z.object({
  data: z.object({
    alerts: z.array(
      z.object({
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()),
        state: z.string(),
      }),
    ),
  }),
});

describe.skipIf(!prometheusOnPath())('Score rules of a real Prometheus', () => {
  let server: RunningPrometheus | undefined;
  let source: PrometheusSource;
  const moments = new Map<string, number>();
  const evaluations = new Map<string, Evaluation>();

  async function rules(): Promise<z.output<typeof RULES>['data']['groups']> {
    const answer = await fetch(`${server?.url ?? ''}/api/v1/rules`);
    return RULES.parse(await answer.json()).data.groups;
  }

  beforeAll(async () => {
    const groups: RuleGroup[] = MODEL_LIST.flatMap((model) => {
      const emitted = scoreFile(model, { services }, { interval: INTERVAL });
      if (!emitted.ok) throw new Error(JSON.stringify(emitted.diagnostics));
      return emitted.value.file.groups;
    });
    const now = Math.floor(Date.now() / 1000);
    server = await startPrometheus({ openMetrics: history(now - 5), rules: ruleFileYaml({ notes: [], groups }) });
    source = prometheusSource(
      { name: 'metrics', type: 'prometheus', url: server.url },
      fetchTransport(fetch),
      hostClock({ now: () => Date.now(), setTimeout, clearTimeout }),
    );
    for (const model of MODEL_LIST) {
      await vi.waitFor(
        async () => {
          const [row] = (
            await source.instant(`timestamp(release_risk_review{model="${model.name}"})`, Date.now() / 1000)
          ).samples;
          if (row === undefined) throw new Error(`${model.name} is not scored yet`);
          moments.set(model.name, row.value);
        },
        { timeout: 60_000, interval: 500 },
      );
      const plan = makePlan(model, { services });
      const at = moments.get(model.name) ?? 0;
      evaluations.set(model.name, await evaluate(model, plan, new Map([['metrics', source]]), at));
    }
  }, 180_000);

  afterAll(async () => {
    await server?.stop();
  }, 60_000);

  async function recorded(model: RiskModel, expr: string): Promise<ReadonlyMap<string, number>> {
    const { samples } = await source.instant(expr, moments.get(model.name) ?? 0);
    return new Map(
      samples.map(({ labels, value }) => [`${labels['service']} ${labels['signal'] ?? ''}`.trim(), value]),
    );
  }

  function results(model: RiskModel) {
    return evaluations.get(model.name)?.services ?? [];
  }

  it('fails no rule but the query that fails by itself', async () => {
    const failed = (await rules()).flatMap(({ rules: all }) => all.filter(({ health }) => health === 'err'));
    expect(failed.map(({ name }) => name)).toEqual(['release_risk_query']);
    expect(failed[0]?.lastError).toContain('matching');
  });

  it('is tried on every verdict, and on a query that fails', () => {
    const verdicts = new Set(MODEL_LIST.flatMap(results).map(({ result }) => result.verdict));
    expect(verdicts).toEqual(new Set(['Low', 'Medium', 'High', 'Inconclusive']));
    expect(evaluations.get('random-0')?.failures).toHaveLength(1);
  });

  it.each(MODEL_LIST.map((model) => [model.name, model] as const))(
    'records for %s what the direct executor finds at that moment, bit for bit',
    async (_, model) => {
      const of = (name: string, more = '') => recorded(model, `${name}{model="${model.name}"${more}}`);
      const found = {
        score: await of('release_risk_score'),
        coverage: await of('release_risk_coverage'),
        veto: await of('release_risk_verdict', ', condition="veto"'),
        inconclusive: await of('release_risk_verdict', ', condition="inconclusive"'),
        red: await of('release_risk_verdict', ', condition="red"'),
      };
      const bySignal = {
        grade: await of('release_risk_grade'),
        present: await of('release_risk_present'),
        points: await of('release_risk_points'),
      };
      const wanted = results(model).map(({ name, result }) => ({
        name,
        ...result,
        signals: result.signals.map((signal, index) => ({
          grade: signal.grade,
          present: Number(signal.missing === undefined),
          points: (model.signals[index]?.weight ?? 0) > 0 ? signal.points : undefined,
        })),
      }));
      const got = wanted.map(({ name, verdict }) => ({
        name,
        verdict,
        score: found.score.get(name),
        coverage: found.coverage.get(name),
        veto: found.veto.get(name) === 1,
        inconclusive: found.inconclusive.get(name) === 1,
        red: found.red.get(name) === 1,
        signals: model.signals.map(({ id }) => ({
          grade: bySignal.grade.get(`${name} ${id}`),
          present: bySignal.present.get(`${name} ${id}`),
          points: bySignal.points.get(`${name} ${id}`),
        })),
      }));
      expect(got).toEqual(wanted);
      expect(found.score.size).toBe(SERVICES_OF_EACH);
    },
  );

  it('alerts on exactly the services that are High or need a look, and says the score in an annotation', async () => {
    const answer = await fetch(`${server?.url ?? ''}/api/v1/alerts`);
    const { alerts } = ALERTS.parse(await answer.json()).data;
    for (const model of MODEL_LIST) {
      const own = alerts.filter(({ labels }) => labels['release_risk_model'] === model.name);
      const of = (alertname: string) => own.filter(({ labels }) => labels['alertname'] === alertname);
      const names = (wanted: boolean[]) =>
        results(model)
          .filter((_, index) => wanted[index])
          .map(({ name }) => name);
      const high = names(results(model).map(({ result }) => result.verdict === 'High'));
      const review = names(results(model).map(({ result }) => result.verdict !== 'Low' || result.red));
      expect(
        of(ALERT_NAMES.act)
          .map(({ labels }) => labels['service'])
          .sort(),
      ).toEqual(high.sort());
      expect(
        of(ALERT_NAMES.review)
          .map(({ labels }) => labels['service'])
          .sort(),
      ).toEqual(review.sort());
      for (const { labels, annotations } of own) {
        const found = results(model).find(({ name }) => name === labels['service']);
        expect(annotations['risk_score']).toBe(formatScore(found?.result.score ?? NaN));
        expect(annotations['verdict']).toBe(found?.result.verdict);
        expect(Object.values(annotations).join(' ')).not.toMatch(/error|no value/i);
        const missing = model.signals.filter((_, index) => found?.result.signals[index]?.missing !== undefined);
        expect(
          [...(annotations['cause'] ?? '').matchAll(/Missing: (Signal \d+)\./g)].map(([, title]) => title),
        ).toEqual(missing.map(({ title }) => title));
      }
    }
  });
});
