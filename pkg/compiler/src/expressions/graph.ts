import { type Command, ModelError, type TimeRange } from './command.ts';
import { failure, fault, type Fault, type Outcome, success } from './faults.ts';
import { evaluateMath } from './math.ts';
import { type ExpressionModel, jsonTypeName, member } from './model.ts';
import { parseMath } from './parse.ts';
import { parseReduce } from './reduce.ts';
import { parseResample } from './resample.ts';
import { parseThreshold } from './threshold.ts';

/** One expression node of a graph: `model` is the JSON of the query with `type`, `expression` and so on. */
export interface ExpressionNode {
  readonly refId: string;
  readonly model: ExpressionModel;
}

/** A node ready to run. */
export interface PlannedNode {
  readonly refId: string;
  readonly command: Command;
}

function parseMathNode(_refId: string, model: ExpressionModel): Command {
  const expression = member(model, 'expression');
  if (expression === undefined) throw new ModelError('command is missing an expression');
  if (typeof expression !== 'string') {
    throw new ModelError(`math expression is expected to be a string, got ${jsonTypeName(expression)}`);
  }
  const parsed = parseMath(expression);
  if (!parsed.ok) {
    const { message, position, limit } = parsed.problem;
    throw new ModelError(`invalid math command: ${message}`, position, limit ?? false);
  }
  const { tree, refIds } = parsed.expression;
  return { needs: refIds, run: ({ variables }) => evaluateMath(tree, variables) };
}

type Reader = (refId: string, model: ExpressionModel, range: TimeRange | undefined) => Command;

const READERS: Readonly<Record<string, Reader>> = {
  math: parseMathNode,
  reduce: parseReduce,
  resample: parseResample,
  threshold: parseThreshold,
};

const OTHER_TYPES: readonly string[] = ['classic_conditions', 'sql'];

function readNode({ refId, model }: ExpressionNode, range: TimeRange | undefined): Outcome<Command> {
  const type = member(model, 'type');
  const invalid = (reason: string): Outcome<never> =>
    failure(fault('graph.commandType', refId, `invalid command type in expression '${refId}': ${reason}`));
  if (type === undefined) return invalid('no expression command type in query');
  if (typeof type !== 'string') {
    return invalid(`expected expression command type to be a string, got type ${jsonTypeName(type)}`);
  }
  if (OTHER_TYPES.includes(type))
    return failure(fault('unsupported', refId, `the node type ${type} is not evaluated here`));
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader === undefined) return invalid(`'${type}' is not a recognized expression type`);
  try {
    return success(reader(refId, model, range));
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const where = error.position === undefined ? {} : { position: error.position };
    return failure(fault(error.limit ? 'unsupported' : 'sse.parseError', refId, error.message, where));
  }
}

function edgeFault(nodes: readonly PlannedNode[], known: ReadonlySet<string>): Fault | undefined {
  for (const { refId, command } of nodes) {
    for (const needed of command.needs) {
      if (!known.has(needed)) {
        return fault('graph.missingNode', refId, `unable to find dependent node '${needed}'`, { dependency: needed });
      }
      if (needed === refId) {
        const message = `expression '${needed}' cannot reference itself. Must be query or another expression`;
        return fault('graph.selfReference', refId, message, { dependency: needed });
      }
    }
  }
  return undefined;
}

/** Orders nodes so that each follows what it needs, otherwise as given. */
function inOrder(nodes: readonly PlannedNode[]): Outcome<readonly PlannedNode[]> {
  const waiting = new Map(nodes.map((node) => [node.refId, node]));
  const ordered: PlannedNode[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ command }) => !command.needs.some((needed) => waiting.has(needed)));
    for (const node of ready) {
      ordered.push(node);
      waiting.delete(node.refId);
    }
    const [stuck] = waiting.keys();
    if (ready.length === 0 && stuck !== undefined) {
      const message = `no topological ordering: cyclic components: [${[...waiting.keys()].join(' ')}]`;
      return failure(fault('graph.cycle', stuck, message));
    }
  }
  return success(ordered);
}

/**
 * Reads the nodes of a graph and puts them into an order they can run in.
 * The first wrong node refuses the whole graph, as Grafana refuses the whole request.
 * @param inputs the refIds of the data source queries.
 * @param range the time range of the request; only `resample` needs one.
 */
export function planGraph(
  nodes: readonly ExpressionNode[],
  inputs: readonly string[],
  range?: TimeRange,
): Outcome<readonly PlannedNode[]> {
  const known = new Set<string>();
  for (const refId of [...inputs, ...nodes.map((node) => node.refId)]) {
    if (known.has(refId)) {
      return failure(fault('query.duplicateRefId', refId, 'Multiple queries using the same RefId is not allowed '));
    }
    known.add(refId);
  }
  const planned: PlannedNode[] = [];
  for (const node of nodes) {
    const command = readNode(node, range);
    if (!command.ok) return command;
    planned.push({ refId: node.refId, command: command.value });
  }
  const wrongEdge = edgeFault(planned, known);
  return wrongEdge === undefined ? inOrder(planned) : failure(wrongEdge);
}
