import { normalize } from '@release-risk/compiler/normalize';
import { fingerprint } from '@release-risk/compiler/fingerprint';
import type { RiskModel } from '@release-risk/model/model';
import { samplesInFrames } from '@release-risk/query/grafanaFrames';
import { instantTarget, momentQuery, type GrafanaBinding, type PostQuery } from '@release-risk/query/grafanaSource';
import { recordedQueries, recordedScores } from '@release-risk/query/recordedScores';
import type { Sample } from '@release-risk/query/source';
import type { Judged } from '../judged.ts';
import { ProblemError } from './problemError.ts';

/** The scores that recording rules wrote of any number of services, in one request. Throws ProblemError. */
export async function askRecorded(
  model: RiskModel,
  { uid, type, name }: GrafanaBinding,
  post: PostQuery,
  at: number,
  signal: AbortSignal,
): Promise<Judged> {
  const targets = Object.entries(recordedQueries(model)).map(([refId, expr]) =>
    instantTarget(refId, { uid, type, name }, expr),
  );
  const answer = await post(momentQuery(targets, at), signal);
  signal.throwIfAborted();
  const reasons = answer.ok
    ? Object.values(answer.nodes).flatMap(({ error }) => (error === undefined ? [] : [`${name}: ${error}`]))
    : [answer.reason];
  if (!answer.ok || reasons.length > 0) {
    const hint = 'The scores are recorded by rules: see that Prometheus runs them.';
    throw new ProblemError({ code: 'RR710', name: 'nothingAnswered', reasons: [...new Set(reasons)], hint });
  }
  const samples: Record<string, readonly Sample[]> = {};
  for (const [refId, { frames }] of Object.entries(answer.nodes)) samples[refId] = samplesInFrames(frames);
  const own = fingerprint(normalize(model));
  const { services, fingerprints } = recordedScores(model, samples, own);
  if (services.length === 0) {
    throw new ProblemError({
      code: 'RR710',
      name: 'nothingAnswered',
      reasons: [`${name} holds no recorded score of ${model.name}`],
      hint: 'Load the rules that `release-risk export` writes for this model into it.',
    });
  }
  return {
    model,
    fingerprint: own,
    origin: 'recorded',
    at,
    services,
    failures: [],
    warnings: fingerprints.every((one) => one === own) ? [] : ['Some scores were recorded by an older model'],
    panelOnly: [],
  };
}
