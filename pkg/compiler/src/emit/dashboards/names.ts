import type { Identity } from '@release-risk/model/model';
import type { Plan } from '../../plan.ts';
import type { DatasourceRef } from './dashboardJson.ts';

/** What the variables of a dashboard are called. */
export interface Names {
  /** The variable that chooses the value of an identity label. */
  readonly label: (label: string) => string;
  /** The variable that chooses a logical datasource. */
  readonly datasourceVariable: (logical: string) => string;
  /** A logical datasource as targets name it. */
  readonly datasource: (logical: string) => DatasourceRef;
}

/**
 * Names for the variables: an identity label's own name, and `ds_` with the logical name. Grafana puts a variable's
 * value wherever a text says `$name`, so a name that is a refId, or that a query happens to say, gets a `_` behind it.
 */
export function namesOf(plan: Plan, datasources: Readonly<Record<string, { readonly type: string }>>): Names {
  const texts = plan.queries.map(({ expr }) => expr).join('\n');
  const taken = new Set([...plan.queries, ...plan.expressions].map(({ refId }) => refId));
  const free = (wanted: string): string => {
    let name = wanted;
    while (taken.has(name) || mentions(texts, name)) name += '_';
    taken.add(name);
    return name;
  };
  const labels = new Map(plan.labels.map((label) => [label, free(label)]));
  const sources = new Map(
    Object.keys(datasources).map((logical) => [logical, free(`ds_${logical.replaceAll('-', '_')}`)]),
  );
  const datasourceVariable = (logical: string) => sources.get(logical) ?? '';
  return {
    label: (label) => labels.get(label) ?? label,
    datasourceVariable,
    datasource: (logical) => ({
      type: datasources[logical]?.type ?? '',
      uid: `\${${datasourceVariable(logical)}}`,
    }),
  };
}

/** What stands for the chosen service until its variables are written in: a value no escaping changes. */
export function placeholder(labels: readonly string[]): Identity {
  return Object.fromEntries(labels.map((label, index) => [label, token(index)]));
}

/** A query made for the placeholder, made for whatever the variables say. */
export function withVariables(expr: string, labels: readonly string[], names: Names): string {
  return labels.reduce((text, label, index) => text.replaceAll(token(index), `\${${names.label(label)}}`), expr);
}

function token(index: number): string {
  return `release_risk_chosen_${index}_`;
}

function mentions(texts: string, name: string): boolean {
  return new RegExp(`\\$${name}\\b|\\$\\{${name}\\b|\\[\\[${name}\\b`).test(texts);
}
