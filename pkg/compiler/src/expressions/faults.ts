/**
 * What can go wrong, named as Grafana names it where it has a name (`messageId`).
 * `graph.*` and `execution` errors have no message id in Grafana; `panic` is a crash of its evaluator;
 * `unsupported` is a limit of this evaluator, not of Grafana.
 */
export type FaultCode =
  | 'sse.parseError'
  | 'sse.dataQueryError'
  | 'sse.dependencyError'
  | 'query.duplicateRefId'
  | 'graph.commandType'
  | 'graph.missingNode'
  | 'graph.selfReference'
  | 'graph.cycle'
  | 'execution'
  | 'panic'
  | 'unsupported';

/** One error of an expression graph: what is wrong, where, and what to do about it. */
export interface Fault {
  readonly code: FaultCode;
  /** The node the error belongs to. */
  readonly refId: string;
  /** Grafana's own wording (without its wrapping, see {@link publicMessage}). */
  readonly message: string;
  /** UTF-16 offset into the math expression, when the error has a place in one. */
  readonly position?: number;
  /** The failed or missing input, for dependency and graph errors. */
  readonly dependency?: string;
  /** What to do. */
  readonly remedy: string;
}

const REMEDIES: Readonly<Record<FaultCode, string>> = {
  'sse.parseError':
    'Correct the expression at the given position: put a space between operators, use one argument per function.',
  'sse.dataQueryError': 'Run the query alone and correct it, or check the data source.',
  'sse.dependencyError': 'Correct the input named here; this node itself did not run.',
  'query.duplicateRefId': 'Give every node its own refId.',
  'graph.commandType': 'Use math, reduce, resample or threshold as the type of the node.',
  'graph.missingNode': 'Add the missing node or correct the reference; a threshold takes a bare refId without $.',
  'graph.selfReference': 'Let the expression refer to another node.',
  'graph.cycle': 'Break the cycle: a node may only refer to nodes that do not need it.',
  execution: 'Feed the node the type it takes: reduce takes series or numbers, resample takes series.',
  panic: 'Give the function exactly the arguments it takes; Grafana crashes on this expression instead of refusing it.',
  unsupported: 'Compare this node on a real Grafana; this evaluator knows math, reduce, resample and threshold.',
};

/** Builds a fault; the remedy comes from the catalogue. */
export function fault(
  code: FaultCode,
  refId: string,
  message: string,
  where: { readonly position?: number; readonly dependency?: string } = {},
): Fault {
  return { code, refId, message, remedy: REMEDIES[code], ...where };
}

/** The message Grafana's API answers for a fault, where that message is fixed. */
export function publicMessage(error: Fault): string {
  return error.code === 'sse.parseError'
    ? `failed to parse expression [${error.refId}]: ${error.message}`
    : error.message;
}

/** Either a value or why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** A successful outcome. */
export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** A failed outcome. */
export function failure(error: Fault): Outcome<never> {
  return { ok: false, fault: error };
}
