import { identityKey } from '@release-risk/compiler/identity';
import { evaluateNodes } from '@release-risk/grafana/api/evaluation';
import { engineDifferences } from '@release-risk/query/engineAgrees';
import { scoreExecution, type Evaluation } from '@release-risk/query/evaluate';
import { rowOf } from '@release-risk/query/executor';
import { executeInGrafana } from '@release-risk/query/grafanaExecutor';
import { noticesInFrames, samplesInFrames } from '@release-risk/query/grafanaFrames';
import { fail, ok, warn, type Check } from './check.ts';
import type { Objects } from './makeObjects.ts';

const FEW = 3;

/**
 * Runs everything once, at one moment (epoch seconds): every query must give at most one number per service, all of them must join,
 * and the score must be the same in `score()`, in Grafana's engine and in each rule as `POST /api/v1/eval` runs it.
 */
export async function checkQueries(objects: Objects, at: number, signal?: AbortSignal): Promise<readonly Check[]> {
  const { model, plan, bindings, post } = objects;
  const { execution, engine } = await executeInGrafana(plan, bindings, post, at, signal);
  const evaluation = scoreExecution(model, plan, execution);
  const failed = evaluation.failures.map(({ query, reason, hint }) => fail(`Query ${query.refId}`, reason, hint));
  const unclear = execution.outcomes.flatMap((outcome) =>
    plan.services.flatMap((service): Check[] => {
      const row = rowOf(plan, outcome, service);
      if (row?.kind !== 'unclear') return [];
      const hint = 'Aggregate by the identity labels, such as sum by (service) (...).';
      return [fail(`Query ${outcome.query.refId}`, row.reason, hint)];
    }),
  );
  const queries = [...failed, ...unclear.slice(0, FEW)];
  return [
    ...(queries.length > 0
      ? queries
      : [ok('Queries', `${String(execution.outcomes.length)} give one number per service`)]),
    ...readingChecks(evaluation),
    ...engineChecks(objects, evaluation, engine),
    ...(engine.ok ? await ruleChecks(objects, evaluation, at) : []),
  ];
}

/** A signal without a reading is no fault of the set-up; that it is so from the beginning should be known. */
function readingChecks({ services }: Evaluation): readonly Check[] {
  const missing = new Map<string, number>();
  for (const { result } of services) {
    result.signals.forEach(({ missing: why }, at) => {
      if (why !== undefined) missing.set(`${String(at)} ${why}`, (missing.get(`${String(at)} ${why}`) ?? 0) + 1);
    });
  }
  const sentences = services
    .filter(({ result }) => result.verdict === 'Inconclusive')
    .map(({ name, sentence }) => `${name}: ${sentence}`);
  const count = [...missing.values()].reduce((sum, one) => sum + one, 0);
  if (count === 0) return [ok('Readings', 'every signal of every service has one')];
  const found = sentences[0] ?? `${String(count)} are missing`;
  return [warn('Readings', found, 'Until there are some, the signal’s `missing` policy says what that means.')];
}

function engineChecks(
  { plan }: Objects,
  evaluation: Evaluation,
  engine: Parameters<typeof engineDifferences>[2],
): readonly Check[] {
  const what = 'Score in Grafana’s engine';
  if (!engine.ok)
    return [warn(what, `could not be computed: ${engine.reason}`, 'Alert rules need every query to answer.')];
  const differences = [...engineDifferences(plan, evaluation, engine), ...engine.notices];
  if (differences.length === 0) {
    return [
      ok(
        what,
        `the same as here for ${String(evaluation.services.length)} ${evaluation.services.length === 1 ? 'service' : 'services'}`,
      ),
    ];
  }
  return differences
    .slice(0, FEW)
    .map((found) => fail(what, found, 'Please report this with the model and the readings.'));
}

async function ruleChecks(
  { client, plan, desired }: Objects,
  evaluation: Evaluation,
  at: number,
): Promise<readonly Check[]> {
  const now = new Date(at * 1000).toISOString();
  const checks: Check[] = [];
  for (const rule of desired.groups.flatMap(({ rules }) => rules)) {
    const nodes = await evaluateNodes(client, rule, now);
    const what = `Rule ${rule.uid}`;
    const errors = Object.entries(nodes).flatMap(([refId, { error }]) =>
      error === undefined ? [] : [`${refId}: ${error}`],
    );
    const frames = nodes[rule.condition]?.frames ?? [];
    const keys = samplesInFrames(frames).map(({ labels }) => identityKey(plan.labels, labels));
    const notices = Object.values(nodes).flatMap((node) => noticesInFrames(node.frames));
    const scores = new Map(
      samplesInFrames(nodes[plan.outputs.score]?.frames ?? []).map(({ labels, value }) => [
        identityKey(plan.labels, labels),
        value,
      ]),
    );
    const different = evaluation.services.filter(
      ({ service, evaluated, result }) =>
        evaluated &&
        scores.size > 0 &&
        scores.has(identityKey(plan.labels, service)) &&
        scores.get(identityKey(plan.labels, service)) !== result.score,
    );
    const [problem] = [
      ...errors,
      ...notices,
      ...(new Set(keys).size === keys.length ? [] : ['several values for one service']),
      ...(keys.length === 0 ? ['no value for any service'] : []),
      ...different.map(({ name }) => `${name}: its score differs from the executor’s`),
    ];
    checks.push(
      problem === undefined
        ? ok(what, `evaluates, ${String(keys.length)} ${keys.length === 1 ? 'service' : 'services'}, the same score`)
        : fail(what, problem, 'The rule as a whole would fail or be silent; correct what it names.'),
    );
  }
  return checks;
}
