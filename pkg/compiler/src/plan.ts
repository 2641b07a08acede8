import type { DatasourceType, Identity } from '@release-risk/model/model';

/** What a query of the plan is for. */
export type Purpose =
  | { readonly kind: 'value' | 'mean' | 'deviation' | 'samples'; readonly signal: string }
  | { readonly kind: 'deployment'; readonly versionLabel: string }
  | { readonly kind: 'canary' }
  | { readonly kind: 'services' }
  /** How much history a baseline stands on, against how much a full one would have. */
  | { readonly kind: 'history'; readonly signal: string; readonly expected: number };

/** How one number is made of a range of samples where no query can: in the executors only, never in a rule. */
export type Reducer = 'mean' | 'deviation' | 'median' | 'robustDeviation' | 'count';

/** How a query is asked. Times are seconds before the tick. */
export type QueryForm =
  | { readonly kind: 'instant' }
  | {
      readonly kind: 'range';
      readonly from: number;
      readonly to: number;
      readonly step: number;
      readonly reducer: Reducer;
    };

/** One datasource query: it answers exactly one row per service. */
export interface PlanQuery {
  readonly refId: string;
  readonly purpose: Purpose;
  /** Logical name. */
  readonly datasource: string;
  readonly type: DatasourceType;
  readonly expr: string;
  readonly form: QueryForm;
}

/** One math expression over queries and earlier expressions, in Grafana's language. */
export interface PlanExpression {
  readonly refId: string;
  readonly expression: string;
}

/** The expressions people and rules read; every other one is a step on the way. Values are one per service. */
export interface PlanOutputs {
  readonly score: string;
  readonly coverage: string;
  /** Above 0: a critical signal is red. */
  readonly veto: string;
  readonly inconclusive: string;
  readonly red: string;
  /** What the act rule compares with the High line. Never shown: a veto is 10 here. */
  readonly act: string;
  /** What the review rule compares with the Low line. */
  readonly review: string;
  /** Grade 0, 1 or 2 by signal id. */
  readonly grades: Readonly<Record<string, string>>;
  /** 1 where the signal counts, by signal id. */
  readonly present: Readonly<Record<string, string>>;
}

/** Plain data: everything an executor asks and an emitter writes. The number of queries does not grow with services. */
export interface Plan {
  readonly model: string;
  readonly fingerprint: string;
  readonly labels: readonly string[];
  readonly services: readonly Identity[];
  readonly queries: readonly PlanQuery[];
  /** Each after those it uses. */
  readonly expressions: readonly PlanExpression[];
  readonly outputs: PlanOutputs;
}
