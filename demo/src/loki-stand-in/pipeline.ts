import { compare } from './arithmetic.ts';
import type { Labels } from './labels.ts';
import { readNumber } from './literals.ts';
import { readJsonLabels } from './json-labels.ts';
import type { LabelFilter, LogQuery } from './query.ts';

/** The label that says what went wrong in a pipeline; a metric query must not meet it. */
export const ERROR_LABEL = '__error__';

/** Whether a stream belongs to a query. */
export function selects(query: LogQuery, labels: Labels): boolean {
  return query.matchers.every((matcher) => matcher.matches(labels.get(matcher.name) ?? ''));
}

/** The labels that a pipeline's own filters look at. */
export function filteredLabels(query: LogQuery): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (filter: LabelFilter): void => {
    if (filter.kind === 'string') names.add(filter.matcher.name);
    else if (filter.kind === 'number') names.add(filter.name);
    else {
      visit(filter.left);
      visit(filter.right);
    }
  };
  for (const stage of query.stages) if (stage.kind === 'label') visit(stage.filter);
  return names;
}

/**
 * Sends one line through the pipeline: its labels afterwards, or `undefined` when it is filtered out. With `wanted`,
 * parsed labels of other names are left out.
 */
export function runPipeline(
  query: LogQuery,
  streamLabels: Labels,
  line: string,
  wanted?: ReadonlySet<string>,
): Labels | undefined {
  let labels: Map<string, string> | undefined;
  const current = (): Map<string, string> => (labels ??= new Map(streamLabels));
  for (const stage of query.stages) {
    switch (stage.kind) {
      case 'line':
        if (!stage.passes(line)) return undefined;
        break;
      case 'json': {
        const target = current();
        const complete = readJsonLabels(line, (name, value) => {
          const label = streamLabels.has(name) ? `${name}_extracted` : name;
          if (!wanted || wanted.has(label)) target.set(label, value);
        });
        if (!complete) target.set(ERROR_LABEL, 'JSONParserErr');
        break;
      }
      case 'label':
        if (!passes(stage.filter, current())) return undefined;
    }
  }
  return labels ? withoutEmpty(labels) : streamLabels;
}

function withoutEmpty(labels: Map<string, string>): Labels {
  for (const [name, value] of labels) if (value === '') labels.delete(name);
  return labels;
}

function passes(filter: LabelFilter, labels: Map<string, string>): boolean {
  switch (filter.kind) {
    case 'string':
      return filter.matcher.matches(labels.get(filter.matcher.name) ?? '');
    case 'and': {
      // Both sides are looked at, for a label that is no number marks the line whatever the other side says.
      const left = passes(filter.left, labels);
      return passes(filter.right, labels) && left;
    }
    case 'or':
      return passes(filter.left, labels) || passes(filter.right, labels);
    case 'number': {
      const text = labels.get(filter.name);
      if (text === undefined) return false;
      const value = readNumber(text);
      if (value === undefined) {
        if (!labels.has(ERROR_LABEL)) labels.set(ERROR_LABEL, 'LabelFilterErr');
        return true;
      }
      return compare(filter.compare, value, filter.value);
    }
  }
}
