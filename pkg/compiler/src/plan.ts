import type { DatasourceType, Identity } from '@release-risk/model/model';

/** What a query of the plan is for. */
export type Purpose =
  | { readonly kind: 'value' | 'mean' | 'deviation' | 'samples'; readonly signal: string }
  | { readonly kind: 'deployment'; readonly versionLabel: string }
  | { readonly kind: 'canary' }
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

/** Plain data: everything an executor asks and an emitter writes. The number of queries does not grow with services. */
export interface Plan {
  readonly model: string;
  readonly fingerprint: string;
  readonly labels: readonly string[];
  readonly services: readonly Identity[];
  readonly queries: readonly PlanQuery[];
}
