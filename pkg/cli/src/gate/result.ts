import type { NotReady, Outcome } from '@release-risk/contract/verdict';
import type { Evaluation } from '@release-risk/query/evaluate';
import type { CliError } from '../errors.ts';

/** How a gate ended for one service. */
export interface Ending {
  readonly outcome: Outcome;
  /** Why, one plain sentence without a full stop. */
  readonly reason: string;
}

/** How a gate ended, before it is written down. */
export interface GateResult {
  /** The last evaluation that answered; undefined where none did. */
  readonly evaluation: Evaluation | undefined;
  /** In the order of the evaluation's services; one for all where there was no evaluation. */
  readonly endings: readonly Ending[];
  readonly evaluations: number;
  readonly answered: number;
  readonly interrupted: boolean;
  /** Only with --before. */
  readonly notReady: readonly NotReady[];
  readonly warnings: readonly string[];
  /** Why nothing could be evaluated. */
  readonly error: Pick<CliError, 'code' | 'message' | 'hint'> | undefined;
}

/** A gate that ended before it could evaluate anything. */
export function failedResult(error: CliError): GateResult {
  return {
    evaluation: undefined,
    endings: [{ outcome: 'error', reason: error.message }],
    evaluations: 0,
    answered: 0,
    interrupted: false,
    notReady: [],
    warnings: [],
    error,
  };
}

/** A gate that was interrupted before its first evaluation. */
export function interruptedResult(): GateResult {
  return {
    evaluation: undefined,
    endings: [{ outcome: 'inconclusive', reason: 'Interrupted before it could tell' }],
    evaluations: 0,
    answered: 0,
    interrupted: true,
    notReady: [],
    warnings: [],
    error: undefined,
  };
}
