import { type Command, type CommandContext, ModelError } from './command.ts';
import { labelKey } from './labels.ts';
import { type ExpressionModel, isObject, jsonTypeName, member } from './model.ts';
import { isNoData, type Labels, labelsOf, mapNumbers, type Value } from './values.ts';

type Predicate = (value: number) => boolean;

interface PredicateKind {
  readonly parameters: 1 | 2;
  readonly make: (first: number, second: number) => Predicate;
}

const PREDICATES: Readonly<Record<string, PredicateKind>> = {
  gt: { parameters: 1, make: (limit) => (value) => value > limit },
  lt: { parameters: 1, make: (limit) => (value) => value < limit },
  eq: { parameters: 1, make: (limit) => (value) => value === limit },
  ne: { parameters: 1, make: (limit) => (value) => value !== limit },
  gte: { parameters: 1, make: (limit) => (value) => value >= limit },
  lte: { parameters: 1, make: (limit) => (value) => value <= limit },
  within_range: { parameters: 2, make: (left, right) => (value) => value > left && value < right },
  outside_range: { parameters: 2, make: (left, right) => (value) => value < left || value > right },
  within_range_included: { parameters: 2, make: (left, right) => (value) => value >= left && value <= right },
  outside_range_included: { parameters: 2, make: (left, right) => (value) => value <= left || value >= right },
};

function wrongType(what: string, value: unknown): ModelError {
  return new ModelError(`failed to parse the threshold command: ${what} does not take ${jsonTypeName(value)}`);
}

/** The numbers of `params`; a null among them counts as 0. */
function parametersOf(evaluator: ExpressionModel): readonly number[] {
  const parameters = member(evaluator, 'params') ?? [];
  if (!Array.isArray(parameters)) throw wrongType('params', parameters);
  return parameters.map((parameter: unknown) => {
    if (parameter !== null && typeof parameter !== 'number') throw wrongType('params', parameter);
    return parameter ?? 0;
  });
}

interface Evaluator {
  readonly type: string;
  readonly parameters: readonly number[];
}

function readEvaluator(condition: ExpressionModel, name: string): Evaluator | undefined {
  const evaluator = member(condition, name) ?? undefined;
  if (evaluator === undefined) return undefined;
  if (!isObject(evaluator)) throw wrongType(name, evaluator);
  const type = member(evaluator, 'type') ?? '';
  if (typeof type !== 'string') throw wrongType('type', type);
  return { type, parameters: parametersOf(evaluator) };
}

function predicateOf({ type, parameters }: Evaluator, context: string): Predicate {
  const kind = Object.hasOwn(PREDICATES, type) ? PREDICATES[type] : undefined;
  if (kind === undefined) {
    const names = Object.keys(PREDICATES).join(', ');
    throw new ModelError(`${context}: expected threshold function to be one of [${names}], got ${type}`);
  }
  if (parameters.length < kind.parameters) {
    const counts = `got ${parameters.length} but need ${kind.parameters}`;
    throw new ModelError(`${context}: incorrect number of arguments for threshold function '${type}': ${counts}`);
  }
  return kind.make(parameters[0] ?? 0, parameters[1] ?? 0);
}

function judge(values: readonly Value[], predicate: Predicate): readonly Value[] {
  return values.map((value) => mapNumbers(value, (number) => (number === null ? null : predicate(number) ? 1 : 0)));
}

/**
 * With a recovery condition: a dimension that fired before keeps firing until `recovers` holds; NaN keeps it firing.
 * Dimensions that did not fire before come first in the result.
 */
function judgeWithRecovery(
  values: readonly Value[],
  fires: Predicate,
  recovers: Predicate,
  loadedDimensions: readonly Labels[],
): readonly Value[] {
  if (isNoData(values)) return [{ kind: 'noData' }];
  const identity = (labels: Labels): string => {
    const key = labelKey(labels);
    return key.shape + key.valueKey;
  };
  const loaded = new Set(loadedDimensions.map(identity));
  const wasLoaded = (value: Value): boolean => loaded.has(identity(labelsOf(value)));
  return [
    ...judge(
      values.filter((value) => !wasLoaded(value)),
      fires,
    ),
    ...judge(values.filter(wasLoaded), (number) => !recovers(number)),
  ];
}

/** Reads a `threshold` node. Its `expression` is a bare refId. @throws ModelError */
export function parseThreshold(refId: string, model: ExpressionModel): Command {
  const input = member(model, 'expression') ?? '';
  if (typeof input !== 'string') throw wrongType('expression', input);
  const conditions: unknown = member(model, 'conditions') ?? [];
  if (!Array.isArray(conditions)) throw wrongType('conditions', conditions);
  const evaluators = conditions.map((condition: unknown) => {
    if (condition !== null && !isObject(condition)) throw wrongType('conditions', condition);
    return {
      load: readEvaluator(condition ?? {}, 'evaluator'),
      unload: readEvaluator(condition ?? {}, 'unloadEvaluator'),
    };
  });
  if (input === '') throw new ModelError(`no variable specified to reference for refId ${refId}`);
  const [only, ...others] = evaluators;
  if (only === undefined || others.length > 0) {
    throw new ModelError('threshold expression requires exactly one condition');
  }
  const fires = predicateOf(only.load ?? { type: '', parameters: [] }, 'invalid condition');
  const recovers = only.unload === undefined ? undefined : predicateOf(only.unload, 'invalid unloadCondition');
  return {
    needs: [input],
    run: ({ variables, loadedDimensions }: CommandContext) =>
      recovers === undefined
        ? judge(variables(input), fires)
        : judgeWithRecovery(variables(input), fires, recovers, loadedDimensions),
  };
}
