import { appliedSettings } from '@release-risk/apply/appliedSettings';
import { makeObjects, type Objects } from '@release-risk/apply/makeObjects';
import { pipelineOf, type PipelinePlace } from '@release-risk/apply/pipeline';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import { readActual, type ActualState } from '@release-risk/grafana/state/actual';
import type { Change } from '@release-risk/grafana/state/change';
import { diffState } from '@release-risk/grafana/state/diff';
import type { RiskModel } from '@release-risk/model/model';
import type { Host } from '../../risk/host.ts';

/** What a person chose for an apply, beside the model. */
export interface ApplyForm {
  /** Undefined: as at the last apply. */
  readonly place: PipelinePlace | undefined;
  /** Only Grafana's API may then change what is applied. */
  readonly lock: boolean;
  /** A new secret was typed: the contact point is written again, although nothing of it differs. */
  readonly rewriteSecrets: boolean;
}

/** What would be in Grafana, what is, and the difference, all of one moment. */
export interface ApplyLook {
  readonly objects: Objects;
  readonly actual: ActualState;
  readonly changes: readonly Change[];
  /** Where the pipeline was at the last apply. */
  readonly appliedPlace: PipelinePlace | undefined;
}

/** Reads everything that an apply would change; writes nothing. Rejects as `makeObjects` and `readActual` do. */
export async function lookAtGrafana(
  host: Host,
  model: RiskModel,
  bindings: Readonly<Record<string, string>>,
  form: ApplyForm,
  signal: AbortSignal,
): Promise<ApplyLook> {
  const client = host.client(signal);
  const choices = { bindings, pipeline: form.place, frozen: [] };
  const objects = await makeObjects(client, answeringQueries(client), model, choices, Date.now() / 1000, signal);
  const actual = await readActual(client, model.name, objects.desired);
  const { lock, rewriteSecrets } = form;
  return {
    objects,
    actual,
    changes: diffState(objects.desired, actual, { lock, rewriteSecrets }),
    appliedPlace: appliedSettings(actual.record).pipeline,
  };
}

/** Why the pipeline cannot be where it is said to be; undefined where it can. */
export function placeProblem(model: RiskModel, place: PipelinePlace | undefined): string | undefined {
  try {
    pipelineOf(model, place);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const hint: unknown = Reflect.get(error, 'hint');
    return typeof hint === 'string' ? `${error.message}. ${hint}` : error.message;
  }
}
