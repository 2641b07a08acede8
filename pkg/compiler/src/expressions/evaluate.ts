import { type CommandContext, ExecutionError, type TimeRange } from './command.ts';
import { failure, fault, type Fault, type Outcome, success } from './faults.ts';
import { type ExpressionNode, planGraph, type PlannedNode } from './graph.ts';
import { CrashError } from './math.ts';
import type { Labels, Notice, Value } from './values.ts';

/** What a data source query answered: its values, or an error. A query without a result is one NoData value. */
export type QueryAnswer =
  { readonly type: 'values'; readonly values: readonly Value[] } | { readonly type: 'error'; readonly message: string };

/** Everything a graph of expressions is evaluated from. */
export interface EvaluationRequest {
  readonly nodes: readonly ExpressionNode[];
  /** Answers of the data source queries by refId. */
  readonly inputs: Readonly<Record<string, QueryAnswer>>;
  /** The time range of the request in epoch milliseconds; only `resample` needs one. */
  readonly range?: TimeRange;
  /** Per threshold refId: the dimensions that fired at the last evaluation. */
  readonly loadedDimensions?: Readonly<Record<string, readonly Labels[]>>;
}

/** Values, or why there are none, per refId; inputs included. */
export type NodeResults = ReadonlyMap<string, Outcome<readonly Value[]>>;

function inputOutcome(refId: string, answer: QueryAnswer): Outcome<readonly Value[]> {
  if (answer.type === 'values') return success(answer.values);
  return failure(fault('sse.dataQueryError', refId, `failed to execute query [${refId}]: ${answer.message}`));
}

function dependencyFault({ refId, command }: PlannedNode, results: NodeResults): Fault | undefined {
  const dependency = command.needs.find((needed) => results.get(needed)?.ok === false);
  if (dependency === undefined) return undefined;
  const message = `did not execute expression [${refId}] due to a failure of the dependent expression or query [${dependency}]`;
  return fault('sse.dependencyError', refId, message, { dependency });
}

function runNode({ refId, command }: PlannedNode, context: CommandContext): Outcome<readonly Value[]> {
  try {
    return success(command.run(context));
  } catch (error) {
    if (error instanceof ExecutionError) return failure(fault('execution', refId, error.message));
    if (error instanceof CrashError) return failure(fault('panic', refId, error.message));
    throw error;
  }
}

/**
 * Evaluates a graph of Grafana server-side expressions over given inputs.
 * @returns a fault for the whole graph when a node does not parse or the graph is not sound (nothing runs then);
 *   otherwise the outcome of each node. A node whose input failed gets a dependency error, others still run. A `panic`
 *   in one node means Grafana answers nothing at all for the request.
 */
export function evaluateExpressions(request: EvaluationRequest): Outcome<NodeResults> {
  const { nodes, inputs, range, loadedDimensions = {} } = request;
  const plan = planGraph(nodes, Object.keys(inputs), range);
  if (!plan.ok) return plan;
  const results = new Map<string, Outcome<readonly Value[]>>();
  for (const [refId, answer] of Object.entries(inputs)) results.set(refId, inputOutcome(refId, answer));
  const variables = (refId: string): readonly Value[] => {
    const outcome = results.get(refId);
    return outcome?.ok === true ? outcome.value : [];
  };
  for (const node of plan.value) {
    const failed = dependencyFault(node, results);
    const loaded = Object.hasOwn(loadedDimensions, node.refId) ? loadedDimensions[node.refId] : undefined;
    const context: CommandContext = { variables, loadedDimensions: loaded ?? [] };
    results.set(node.refId, failed === undefined ? runNode(node, context) : failure(failed));
  }
  return success(results);
}

/** All notices on the values of one node. */
export function noticesOf(values: readonly Value[]): readonly Notice[] {
  return values.flatMap((value) => value.notices ?? []);
}
