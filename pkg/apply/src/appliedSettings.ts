import type { AppliedRecord } from '@release-risk/grafana/state/record';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { z } from 'zod';
import type { NamedDatasources } from './bindDatasources.ts';
import type { PipelinePlace } from './pipeline.ts';

/** As the record of an apply holds it. */
const SETTINGS = z.object({
  bindings: z.record(z.string(), z.string()).default({}),
  intervalSeconds: z.number().optional(),
  pipeline: z
    .object({
      pipeline: z.string(),
      pipelineRef: z.string().optional(),
      pipelineUser: z.string().optional(),
      pipelineApi: z.string().optional(),
    })
    .optional(),
});

/** What was said at an apply and holds until something else is said. No secrets. */
export interface AppliedSettings {
  /** Logical name -> uid. */
  readonly bindings: NamedDatasources;
  readonly intervalSeconds: number | undefined;
  readonly pipeline: PipelinePlace | undefined;
}

/** What the last apply said; nothing where there was none or its record cannot be read. */
export function appliedSettings(record: AppliedRecord | undefined): AppliedSettings {
  const { bindings, intervalSeconds, pipeline } = SETTINGS.catch({ bindings: {} }).parse(record?.settings ?? {});
  return {
    bindings,
    intervalSeconds,
    pipeline: pipeline && {
      where: pipeline.pipeline,
      ref: pipeline.pipelineRef,
      user: pipeline.pipelineUser,
      api: pipeline.pipelineApi,
    },
  };
}

/** The same for the record of the next apply. */
export function settingsToRecord(
  bindings: GrafanaBindings,
  intervalSeconds: number,
  pipeline: PipelinePlace | undefined,
): z.input<typeof SETTINGS> {
  return {
    bindings: Object.fromEntries(Object.entries(bindings).map(([name, { uid }]) => [name, uid])),
    intervalSeconds,
    ...(pipeline === undefined ? {} : { pipeline: placeToRecord(pipeline) }),
  };
}

function placeToRecord({ where, ref, user, api }: PipelinePlace) {
  return {
    pipeline: where,
    ...(ref === undefined ? {} : { pipelineRef: ref }),
    ...(user === undefined ? {} : { pipelineUser: user }),
    ...(api === undefined ? {} : { pipelineApi: api }),
  };
}
