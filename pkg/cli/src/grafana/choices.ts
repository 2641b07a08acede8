import type { ApplyChoices } from '@release-risk/apply/makeObjects';
import type { PipelinePlace } from '@release-risk/apply/pipeline';
import type { FrozenAt } from '@release-risk/compiler/frozen';
import type { RiskModel } from '@release-risk/model/model';
import { frozenBy } from '@release-risk/query/frozenBy';
import { durationOption } from '../arguments/duration.ts';
import { readRecord, requireLabels } from '../deployment/readRecord.ts';
import { namedDatasources } from './namedDatasources.ts';
import type { ObjectOptions } from './options.ts';

/** What options say about a model's objects. Rejects with RR601, and RR602 or RR610 for a record. */
export async function choicesOf(model: RiskModel, options: ObjectOptions): Promise<ApplyChoices> {
  const { datasource, folder, interval, deployment } = options;
  return {
    bindings: namedDatasources(Object.keys(model.datasources), datasource, 'the model'),
    folder,
    intervalSeconds: interval === undefined ? undefined : durationOption('--interval', interval, 'positive'),
    pipeline: pipelineIn(options),
    frozen: await frozenIn(model, deployment),
  };
}

function pipelineIn({ pipeline, pipelineRef, pipelineUser, pipelineApi }: ObjectOptions): PipelinePlace | undefined {
  if (pipeline === undefined) return undefined;
  return { where: pipeline, ref: pipelineRef, user: pipelineUser, api: pipelineApi };
}

async function frozenIn(model: RiskModel, files: readonly string[]): Promise<readonly FrozenAt[]> {
  const frozen: FrozenAt[] = [];
  for (const file of files) {
    const record = await readRecord(file);
    requireLabels(file, record, model.identity.labels);
    frozen.push(frozenBy(record));
  }
  return frozen;
}
