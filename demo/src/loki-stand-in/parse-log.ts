import type { SyntaxNode } from '@lezer/common';
import { readNumber, readPattern, readString } from './literals.ts';
import type { Comparison, LabelFilter, LogQuery, Matcher, Stage } from './query.ts';
import { QueryError, Unsupported } from './query-error.ts';
import { child, children, type Source } from './syntax.ts';

const COMPARE: Readonly<Record<string, Comparison>> = {
  Gtr: '>',
  Gte: '>=',
  Lss: '<',
  Lte: '<=',
  Eql: '==',
  Eq: '==',
  Neq: '!=',
};

/** Reads a selector and a pipeline out of a log expression or the inside of a range. */
export function parseLog(node: SyntaxNode, source: Source): LogQuery {
  const selector = child(node, 'Selector');
  const matchers: (Matcher & { empty: boolean })[] = [];
  selector?.cursor().iterate((n) => {
    if (n.name === 'Matcher') matchers.push(matcher(n.node, source));
  });
  if (!matchers.some((m) => !m.empty)) {
    throw new QueryError(
      'parse error : queries require at least one regexp or equality matcher that does not have an empty-compatible ' +
        'value. For instance, app=~".*" does not meet this requirement, but app=~".+" will',
    );
  }
  const stages: Stage[] = [];
  for (const pipeline of node.getChildren('PipelineExpr')) addStages(pipeline, source, stages);
  return { kind: 'log', matchers, stages };
}

function addStages(pipeline: SyntaxNode, source: Source, stages: Stage[]): void {
  for (const part of children(pipeline)) {
    if (part.name === 'PipelineExpr') addStages(part, source, stages);
    if (part.name === 'PipelineStage') stages.push(...stagesOf(part, source));
  }
}

function stagesOf(node: SyntaxNode, source: Source): Stage[] {
  const stage = children(node).find((n) => n.name !== 'Pipe');
  switch (stage?.name) {
    case 'LineFilters':
      return lineFilters(stage, source);
    case 'LabelFilter':
      return [{ kind: 'label', filter: labelFilter(stage, source) }];
    case 'LabelParser':
      if (child(stage, 'Json')) return [{ kind: 'json' }];
  }
  throw new Unsupported(`the pipeline stage ${JSON.stringify(source.text.slice(node.from, node.to))}`);
}

function lineFilters(node: SyntaxNode, source: Source): Stage[] {
  return children(node).flatMap((n) => (n.name === 'LineFilters' ? lineFilters(n, source) : [lineFilter(n, source)]));
}

function lineFilter(node: SyntaxNode, source: Source): Stage {
  const operator = child(node, 'Filter')?.firstChild?.name;
  const text = child(node, 'String');
  if (!text || child(node, 'FilterOp') || child(node, 'OrFilter') || child(node, 'LineFilter')) {
    throw new Unsupported(`the line filter ${JSON.stringify(source.text.slice(node.from, node.to))}`);
  }
  const value = readString(source.text.slice(text.from, text.to));
  switch (operator) {
    case 'PipeExact':
      return { kind: 'line', passes: (line) => line.includes(value) };
    case 'Neq':
      return { kind: 'line', passes: (line) => value === '' || !line.includes(value) };
    case 'PipeMatch': {
      const pattern = readPattern(value, false);
      return { kind: 'line', passes: (line) => pattern.test(line) };
    }
    case 'Nre': {
      const pattern = readPattern(value, false);
      return { kind: 'line', passes: (line) => value === '' || !pattern.test(line) };
    }
    default:
      throw new Unsupported(`the line filter ${JSON.stringify(source.text.slice(node.from, node.to))}`);
  }
}

function matcher(node: SyntaxNode, source: Source): Matcher & { empty: boolean } {
  const name = child(node, 'Identifier');
  const text = child(node, 'String');
  if (!name || !text) throw new Unsupported(`the matcher ${JSON.stringify(source.text.slice(node.from, node.to))}`);
  const value = readString(source.text.slice(text.from, text.to));
  const matches = matchFunction(node, value);
  return { name: source.text.slice(name.from, name.to), matches, empty: matches('') };
}

function matchFunction(node: SyntaxNode, value: string): (text: string) => boolean {
  if (child(node, 'Eq')) return (text) => text === value;
  if (child(node, 'Neq')) return (text) => text !== value;
  const pattern = readPattern(value, true);
  return child(node, 'Re') ? (text) => pattern.test(text) : (text) => !pattern.test(text);
}

function labelFilter(node: SyntaxNode, source: Source): LabelFilter {
  const sides = node.getChildren('LabelFilter');
  const [left, right] = sides;
  if (left && right) {
    return {
      kind: child(node, 'Or') ? 'or' : 'and',
      left: labelFilter(left, source),
      right: labelFilter(right, source),
    };
  }
  if (left) return labelFilter(left, source);
  const text = child(node, 'Matcher');
  if (text) return { kind: 'string', matcher: matcher(text, source) };
  const numeric = child(node, 'NumberFilter');
  if (!numeric) throw new Unsupported(`the label filter ${JSON.stringify(source.text.slice(node.from, node.to))}`);
  return numberFilter(numeric, source);
}

function numberFilter(node: SyntaxNode, source: Source): LabelFilter {
  const name = child(node, 'Identifier');
  const literal = child(node, 'LiteralExpr');
  const operator = children(node).find((n) => COMPARE[n.name] !== undefined);
  const compare = operator && COMPARE[operator.name];
  const value = literal && readNumber(source.text.slice(literal.from, literal.to).replace(/\s/g, ''));
  if (!name || !compare || value === undefined || value === null) {
    throw new QueryError(`parse error : cannot read ${JSON.stringify(source.text.slice(node.from, node.to))}`);
  }
  return { kind: 'number', name: source.text.slice(name.from, name.to), compare, value };
}
