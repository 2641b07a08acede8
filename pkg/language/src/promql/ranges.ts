import type { RangeSpan, RangeUse } from '../queryText/rangeUse.ts';
import type { PromqlExpr, RangeExpr, SubqueryExpr } from './ast.ts';
import { operandsOf, timed } from './ast.ts';
import type { PromqlQuery } from './parse.ts';

/** The ranges and subqueries of the query, how deep these nest and how far back it reads. */
export function ranges(query: PromqlQuery): RangeUse {
  const found: RangeSpan[] = [];
  const { lookBack, depth } = measure(query.expr, found);
  return {
    ranges: found.sort((a, b) => a.from - b.from || a.to - b.to),
    subqueryDepth: depth,
    lookBackSeconds: Math.max(0, lookBack),
  };
}

interface Reach {
  readonly lookBack: number;
  readonly depth: number;
}

function measure(expr: PromqlExpr, found: RangeSpan[]): Reach {
  switch (expr.kind) {
    case 'selector':
    case 'range':
    case 'subquery':
    case 'offset':
    case 'at':
    case 'extended':
      return measureData(expr, found);
    default: {
      const inner = operandsOf(expr).map((operand) => measure(operand, found));
      return {
        lookBack: inner.reduce((most, { lookBack }) => Math.max(most, lookBack), Number.NEGATIVE_INFINITY),
        depth: inner.reduce((most, { depth }) => Math.max(most, depth), 0),
      };
    }
  }
}

function measureData(expr: PromqlExpr, found: RangeSpan[]): Reach {
  const { core, offset, at } = timed(expr);
  const offsetSeconds = offset?.duration.seconds ?? 0;
  const fixed = at !== undefined && typeof at.at === 'object';
  if (core.kind === 'range') found.push(span(core));
  if (core.kind === 'subquery') {
    found.push(span(core));
    const inner = measure(core.operand, found);
    const lookBack = Math.max(0, inner.lookBack) + core.range.seconds + offsetSeconds;
    return { lookBack: fixed ? Number.NEGATIVE_INFINITY : lookBack, depth: inner.depth + 1 };
  }
  const own = core.kind === 'range' ? core.range.seconds : 0;
  return { lookBack: fixed ? Number.NEGATIVE_INFINITY : own + offsetSeconds, depth: 0 };
}

function span(expr: RangeExpr | SubqueryExpr): RangeSpan {
  const step = expr.kind === 'subquery' ? expr.step : undefined;
  return {
    kind: expr.kind,
    seconds: expr.range.seconds,
    ...(step === undefined ? {} : { stepSeconds: step.seconds }),
    from: expr.from,
    to: expr.to,
  };
}
