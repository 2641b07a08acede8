import type { DatasourceType } from '@release-risk/model/model';
import { outputLabels as logqlLabels } from '../logql/outputLabels.ts';
import { parseLogql } from '../logql/parse.ts';
import { resultType as logqlType } from '../logql/resultType.ts';
import { selectors as logqlSelectors } from '../logql/selectors.ts';
import { outputLabels as promqlLabels } from '../promql/outputLabels.ts';
import { parsePromql } from '../promql/parse.ts';
import { resultType as promqlType } from '../promql/resultType.ts';
import { selectors as promqlSelectors } from '../promql/selectors.ts';
import type { QueryProblem } from './problem.ts';

type Labels =
  { readonly kind: 'exact'; readonly labels: readonly string[] } | { readonly kind: 'unknown'; readonly why: string };

/** A query of either language, asked what a document needs to know of it. */
export interface ParsedQuery {
  resultType(): 'vector' | 'scalar' | 'matrix' | 'string' | 'logs';
  outputLabels(): Labels;
  /** What it counts: metric names, or stream selectors. */
  sources(): readonly string[];
}

export type ParsedResult =
  | { readonly ok: true; readonly query: ParsedQuery }
  | { readonly ok: false; readonly problems: readonly QueryProblem[] };

export function parseQuery(type: DatasourceType, text: string): ParsedResult {
  if (type === 'prometheus') {
    const parsed = parsePromql(text);
    if (!parsed.ok) return parsed;
    const { query } = parsed;
    return {
      ok: true,
      query: {
        resultType: () => promqlType(query),
        outputLabels: () => promqlLabels(query),
        sources: () => promqlSelectors(query).map(({ metric, from, to }) => metric ?? query.text.slice(from, to)),
      },
    };
  }
  const parsed = parseLogql(text);
  if (!parsed.ok) return parsed;
  const { query } = parsed;
  return {
    ok: true,
    query: {
      resultType: () => logqlType(query),
      outputLabels: () => logqlLabels(query),
      sources: () => logqlSelectors(query).map(({ from, to }) => query.text.slice(from, to)),
    },
  };
}
