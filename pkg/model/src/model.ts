import type { Baseline, Seconds } from './baseline.ts';
import type { BaselineLimit, StaticLimit, Worse } from './limit.ts';
import type { Unit } from './units.ts';
import type { Bands } from './verdict.ts';

/** What a signal without a reading does to the score. */
export type MissingPolicy = 'inconclusive' | 'exclude' | 'green' | 'red';

/** How a reading turns into a grade: in steps (every acting model), or sliding (challengers only). */
export type Grading = 'steps' | 'linear';

/** What a signal is judged against: its own past (or its control), or lines that do not move. */
export type Judgement =
  | { readonly limit: BaselineLimit; readonly worse: Worse; readonly atMostRatio: number; readonly baseline: Baseline }
  | { readonly limit: StaticLimit };

/** The part of a signal that scoring needs. */
export type ScoredSignal = Judgement & {
  readonly id: string;
  /** Whole number >= 0; a sum of whole numbers is the same in any order. */
  readonly weight: number;
  /** A red reading of a critical signal is a veto. */
  readonly critical: boolean;
  readonly missing: MissingPolicy;
  /** Fewer events than this behind a reading and it does not count. */
  readonly samples?: { readonly atLeast: number };
  readonly grading: Grading;
  readonly title: string;
  readonly unit: Unit;
};

/** What `score()` needs of a model. */
export interface ScoringModel {
  readonly signals: readonly ScoredSignal[];
  readonly bands: Bands;
  /** Share of weight that must be present, above 0. */
  readonly minCoverage: number;
}

/** The events behind a reading: one number per service, from the signal's own datasource. */
export interface Samples {
  readonly query: string;
  readonly atLeast: number;
}

export type Signal = Omit<ScoredSignal, 'samples' | keyof Judgement> &
  Judgement & {
    readonly description?: string;
    /** Logical name of the datasource. */
    readonly datasource: string;
    readonly query: string;
    readonly samples?: Samples;
    /** With `zero`, an empty reading is 0 where there is traffic. */
    readonly empty: 'missing' | 'zero';
    readonly runbook?: string;
  };

export type DatasourceType = 'prometheus' | 'loki';

/** One value of the model's identity labels, in their order: what is released and scored. */
export type Identity = Readonly<Record<string, string>>;

/** How the services of a model are known. */
export type Services =
  | { readonly kind: 'listed'; readonly list: readonly Identity[] }
  /** Asked when a plan is made: each row of the query is a service. */
  | { readonly kind: 'discovered'; readonly datasource: string; readonly query: string };

export interface IdentitySpec {
  /** `[service]` or `[tenant, service, environment]`. */
  readonly labels: readonly string[];
  readonly services: Services;
}

/** How a deployment is recognised: one row per identity and version, its age in seconds as the value. */
export interface DeploymentLookup {
  readonly datasource: string;
  readonly query: string;
  readonly versionLabel: string;
}

/** Canary and stable instances of one service, told apart by a label. */
export interface Control {
  readonly label: string;
  readonly canary: string;
  readonly stable: string;
  /** Above 0 for each service that has a canary running; the others are not evaluated. */
  readonly running: { readonly datasource: string; readonly query: string };
}

export interface Policy {
  /** How long High must stand before it counts. */
  readonly for: Seconds;
  readonly keepFiringFor: Seconds;
  /** After a deployment, how long readings are not acted upon. */
  readonly warmUp: Seconds;
  /** After a deployment, how long a rollback may follow. */
  readonly actionWindow: Seconds;
  /** After a rollback, how long the next one must wait. */
  readonly cooldown: Seconds;
}

export type ActionMode = 'observe' | 'ask' | 'act';

/** How alerts reach the pipeline. `direct` calls it from Grafana itself, `gateway` through the rollback gateway. */
export type PipelineContact =
  | { readonly kind: 'gateway'; readonly name: string }
  | { readonly kind: 'direct'; readonly name: string; readonly target: 'github' | 'gitlab' | 'jenkins' | 'generic' };

export interface ContactPoints {
  readonly pipeline?: PipelineContact;
  readonly team?: { readonly name: string };
}

export interface RiskModel {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly owner?: string;
  readonly runbook?: string;
  readonly escalation?: string;
  /** Calendar day, YYYY-MM-DD. */
  readonly reviewed?: string;
  /** Name of the acting model this one is compared with; a challenger never acts. */
  readonly challengerOf?: string;
  readonly identity: IdentitySpec;
  readonly datasources: Readonly<Record<string, { readonly type: DatasourceType }>>;
  readonly deployment?: DeploymentLookup;
  readonly control?: Control;
  readonly signals: readonly Signal[];
  readonly bands: Bands;
  readonly minCoverage: number;
  readonly policy: Policy;
  readonly action: { readonly mode: ActionMode };
  readonly contactPoints: ContactPoints;
}
