import type { EvaluationOptions } from '../evaluation/options.ts';
import type { GatewayOptions } from '../gateway/options.ts';

/** The options of `release-risk gate` as they are written. */
export interface GateOptions extends EvaluationOptions, GatewayOptions {
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
  readonly requireGateway?: boolean;
  readonly output?: string;
  readonly junit?: string;
}
