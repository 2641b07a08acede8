import type { EvaluationOptions } from '../evaluation/options.ts';

/** The options of `release-risk gate` as they are written. */
export interface GateOptions extends EvaluationOptions {
  readonly window?: string;
  readonly interval: string;
  readonly warmUp?: string;
  readonly version?: string;
  readonly since?: string;
  readonly failOn: 'medium' | 'high';
  readonly onInconclusive?: 'pass' | 'fail';
  readonly allServices?: boolean;
  readonly before?: boolean;
  readonly minHistory: string;
  readonly output?: string;
  readonly junit?: string;
}
