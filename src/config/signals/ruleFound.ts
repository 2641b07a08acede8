import type { RuleQueries } from '@release-risk/grafana/api/ruleQueries';
import { RULE_LABEL } from '@release-risk/compiler/conventions';
import { textIn } from '../../risk/edit/signalDraft.ts';
import type { HostDatasource } from '../../risk/host.ts';
import { datasourceNamed, type Found } from './foundQuery.ts';

/** The Prometheus and Loki queries of an alert rule. */
export function ruleFound(rule: RuleQueries, datasources: readonly HostDatasource[]): Found {
  const asked = rule.queries.filter(({ datasourceUid }) => datasourceUid !== '__expr__' && datasourceUid !== '-100');
  const queries = asked.flatMap(({ refId, datasourceUid, model }) => {
    const datasource = datasourceNamed(datasourceUid, datasources);
    const expr = textIn(model, 'expr') ?? '';
    if (datasource === undefined || expr.trim() === '') return [];
    return [{ key: refId, title: rule.title, refId, expr, datasource, grafanaUnit: undefined, variables: [] }];
  });
  return { queries, others: asked.length - queries.length, libraryPanels: [] };
}

/** Rules that a model made: their queries are signals already. */
export function isOfModel({ labels }: RuleQueries): boolean {
  return labels[RULE_LABEL.model] !== undefined;
}
