import type { ActionMode, StepKind } from '@release-risk/contract/rollback';
import type { Bands } from '@release-risk/model/verdict';

/** One step of bringing something back, and the adapter that does it. */
export interface PolicyStep {
  readonly id: string;
  readonly kind: Exclude<StepKind, 'recovery'>;
  /** Name of an adapter of the configuration. */
  readonly adapter: string;
  /** Its call may take this long until it counts as unknown, in milliseconds. */
  readonly callMs: number;
  /** From the call to the target being live, at most. */
  readonly doneMs: number;
}

/** How releases of some services are rolled back: what the configuration says, with the model's own windows. */
export interface ReleasePolicy {
  /** The most that may happen without a person: the least of the configuration, the model and the alert. */
  readonly mode: ActionMode;
  readonly warmUpMs: number;
  readonly actionWindowMs: number;
  readonly cooldownMs: number;
  readonly bands: Bands;
  /** How long somebody has to decide. */
  readonly approvalMs: number;
  /** How long the score has to calm down once the target is live. */
  readonly recoveryMs: number;
  /** Where one deployment serves several tenants: their label, and the share of them that must be High. */
  readonly quorum: { readonly label: string; readonly share: number } | undefined;
  /** In the order in which they run. */
  readonly steps: readonly PolicyStep[];
}

const ORDER: readonly ActionMode[] = ['observe', 'ask', 'act'];

/** The one that allows least. */
export function leastMode(...modes: readonly [ActionMode, ...ActionMode[]]): ActionMode {
  return ORDER[Math.min(...modes.map((mode) => ORDER.indexOf(mode)))] ?? 'observe';
}

/** The one that allows most. */
export function greatestMode(...modes: readonly [ActionMode, ...ActionMode[]]): ActionMode {
  return ORDER[Math.max(...modes.map((mode) => ORDER.indexOf(mode)))] ?? 'observe';
}

/** What a step may take that the configuration does not name any more. */
const USUAL_TIMES = { callMs: 30_000, doneMs: 900_000 } as const;

/** How long a step may take. */
export function timesOf({ steps }: ReleasePolicy, id: string): Pick<PolicyStep, 'callMs' | 'doneMs'> {
  return steps.find((step) => step.id === id) ?? USUAL_TIMES;
}
