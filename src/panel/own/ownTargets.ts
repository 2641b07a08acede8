import type { PanelData } from '@grafana/data';
import type { HostDatasource } from '../../risk/host.ts';
import { literalIntervals } from '../../risk/read/literalIntervals.ts';

/** A target of the panel that a rule could ask, too. */
export interface QueryTarget {
  readonly kind: 'query';
  readonly refId: string;
  readonly datasource: HostDatasource;
  /** With every variable written in. */
  readonly expr: string;
  /** How the target calls its series. */
  readonly legend: string;
  /** Grafana's interval variables that were made literal. */
  readonly replaced: Readonly<Record<string, string>>;
  /** What it still depends on that no rule knows. */
  readonly refused: readonly string[];
}

/** A target of another datasource: only this panel can read it. */
interface PanelTarget {
  readonly kind: 'panel';
  readonly refId: string;
  readonly datasource: string;
}

export type OwnTarget = QueryTarget | PanelTarget;

const EXPRESSION = '__expr__';

/**
 * The targets of a panel as signals to be. Expressions and hidden targets are steps on the way to others; targets
 * without a query yet are left out.
 */
export function ownTargets(
  data: PanelData,
  datasources: readonly HostDatasource[],
  replace: (text: string) => string,
): readonly OwnTarget[] {
  return (data.request?.targets ?? []).flatMap((target): OwnTarget[] => {
    const { refId, hide, datasource } = target;
    const uid = replace(datasource?.uid ?? '');
    if (hide === true || uid === EXPRESSION || datasource?.type === EXPRESSION) return [];
    const known = datasources.find((one) => one.uid === uid || one.name === uid);
    if (known === undefined) return [{ kind: 'panel', refId, datasource: datasource?.type ?? uid }];
    const expr = textOf(target, 'expr').trim();
    if (expr === '') return [];
    const { expr: literal, replaced, refused } = literalIntervals(expr, known.scrapeInterval);
    const legend = textOf(target, 'legendFormat');
    return [{ kind: 'query', refId, datasource: known, expr: replace(literal), legend, replaced, refused }];
  });
}

function textOf(target: object, key: string): string {
  const value: unknown = Reflect.get(target, key);
  return typeof value === 'string' ? value : '';
}
