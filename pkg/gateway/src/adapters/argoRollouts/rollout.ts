import { plainLine } from '@release-risk/query/serverMessage';
import { z } from 'zod';
import type { Progress } from '../adapter.ts';
import { deploymentSchema, podTemplateSchema, replicaSetSchema } from '../kubernetes/objects.ts';
import type { Deployment, LabelSelector, PodTemplate, ReplicaSet } from '../kubernetes/objects.ts';
import { plainTemplate } from '../kubernetes/podTemplate.ts';

const { metadata } = replicaSetSchema.shape;
const { selector } = deploymentSchema.shape.spec.shape;

/** What is read of a Rollout (argoproj.io/v1alpha1). Its generations are texts. */
export const rolloutSchema = z.looseObject({
  metadata,
  spec: z.looseObject({
    paused: z.boolean().optional(),
    selector: selector.nullish(),
    /** Absent where it is taken from a workload. */
    template: podTemplateSchema.nullish().catch(undefined),
    workloadRef: z.looseObject({ kind: z.string(), name: z.string() }).nullish(),
  }),
  status: z
    .looseObject({
      phase: z.string().optional(),
      message: z.string().optional(),
      currentPodHash: z.string().default(''),
      stableRS: z.string().default(''),
      abort: z.boolean().optional(),
      observedGeneration: z.string().default(''),
      workloadObservedGeneration: z.string().default(''),
    })
    .prefault({}),
});

export type Rollout = z.output<typeof rolloutSchema>;

/** A Rollout with what holds its template: itself, or the Deployment that it refers to. */
export interface RolloutView {
  readonly rollout: Rollout;
  readonly workload: Deployment | undefined;
  readonly template: PodTemplate;
  readonly selector: LabelSelector;
}

/** Undefined where it has neither a template nor a workload, or no selector. */
export function viewOf(rollout: Rollout, workload: Deployment | undefined): RolloutView | undefined {
  const template = workload === undefined ? rollout.spec.template : workload.spec.template;
  const selected = rollout.spec.selector ?? workload?.spec.selector;
  if (template === null || template === undefined || selected === undefined) return undefined;
  return { rollout, workload, template, selector: selected };
}

/** Between two versions: what it shows is not yet all of the pods. */
export function isUnderWay({ status }: Rollout): boolean {
  return status.currentPodHash !== '' && status.stableRS !== '' && status.currentPodHash !== status.stableRS;
}

const ephemeralSchema = z.looseObject({
  labels: z.record(z.string(), z.string()).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
});

function without(
  from: Readonly<Record<string, string>> | null | undefined,
  added: Readonly<Record<string, string>> | null | undefined,
): Record<string, string> {
  return Object.fromEntries(Object.entries(from ?? {}).filter(([key, value]) => added?.[key] !== value));
}

/** The template of a revision without the hash and without the metadata that canary or stable pods carry for a while. */
export function plainRevision(replicaSet: ReplicaSet): PodTemplate {
  const template = plainTemplate(replicaSet.spec.template, 'rollouts-pod-template-hash');
  const text = replicaSet.metadata.annotations?.['rollout.argoproj.io/ephemeral-metadata'];
  if (text === undefined || !template.metadata) return template;
  const ephemeral = ephemeralSchema.safeParse(parsed(text)).data ?? {};
  const { labels, annotations, ...rest } = template.metadata;
  const kept = without(annotations, ephemeral.annotations);
  return {
    ...template,
    metadata: {
      ...rest,
      labels: without(labels, ephemeral.labels),
      ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }),
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How far the controller is with the template that it is given. */
export function rolloutProgress({ rollout, workload }: RolloutView): Progress {
  const { status } = rollout;
  const isSeen =
    status.observedGeneration === String(rollout.metadata.generation) &&
    (workload === undefined || status.workloadObservedGeneration === String(workload.metadata.generation));
  if (!isSeen) return { kind: 'running', note: 'the controller has not seen the change yet' };
  const message = status.message === undefined ? '' : `: ${plainLine(status.message, 300)}`;
  if (status.phase === 'Degraded') return { kind: 'failed', reason: `the rollout is Degraded${message}` };
  if (status.phase === 'Healthy' && !isUnderWay(rollout)) return { kind: 'succeeded' };
  return { kind: 'running', note: `${plainLine(status.phase ?? 'no phase', 50)}${message}` };
}
