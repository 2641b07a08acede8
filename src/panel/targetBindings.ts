import type { PanelData } from '@grafana/data';
import { REF } from '@release-risk/compiler/conventions';
import type { RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import type { GrafanaBinding } from '@release-risk/query/grafanaSource';
import type { HostDatasource } from '../risk/host.ts';

/**
 * Which datasources the targets of a plan ask, by logical name; undefined where one of them is not known here. Targets
 * name them by the dashboard's variables.
 */
export function targetBindings(
  model: RiskModel,
  data: PanelData,
  datasources: readonly HostDatasource[],
  replace: (text: string) => string,
): GrafanaBindings | undefined {
  const asked = new Map((data.request?.targets ?? []).map(({ refId, datasource }) => [refId, datasource?.uid ?? '']));
  const found: Record<string, GrafanaBinding> = {};
  for (const { name, refId } of queriesOf(model)) {
    const uid = replace(asked.get(refId) ?? '');
    const bound = datasources.find((one) => one.uid === uid || one.name === uid);
    if (bound === undefined) return undefined;
    found[name] = { name: bound.name, type: bound.type, uid: bound.uid };
  }
  return found;
}

/** One query of the plan for each logical datasource. */
function queriesOf({
  signals,
  deployment,
  control,
}: RiskModel): readonly { readonly name: string; readonly refId: string }[] {
  const all = [
    ...signals.map(({ id, datasource }) => ({ name: datasource, refId: REF.value(id) })),
    ...signals.flatMap((signal) =>
      'baseline' in signal && signal.baseline.kind === 'recorded' && signal.baseline.datasource !== undefined
        ? [{ name: signal.baseline.datasource, refId: REF.mean(signal.id) }]
        : [],
    ),
    ...(deployment === undefined ? [] : [{ name: deployment.datasource, refId: REF.deployment }]),
    ...(control === undefined ? [] : [{ name: control.running.datasource, refId: REF.canary }]),
  ];
  return all.filter(({ name }, at) => all.findIndex((one) => one.name === name) === at);
}
