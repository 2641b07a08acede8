import type { RiskModel } from '@release-risk/model/model';
import { identityName } from '../../identity.ts';
import type { Plan } from '../../plan.ts';
import type { EmitDiagnostic } from '../diagnostics.ts';
import { recordingDatasource } from './recordedScore.ts';
import { canBeChosen, type Bindings } from './variables.ts';

/** Grafana joins by trying every pair: 300 services take 0.7 s, 1,000 take 5 s (five signals). */
export const SERVICES_AT_MOST = 300;

/** Every reason why this plan cannot become dashboards. */
export function dashboardFindings(plan: Plan, bindings: Bindings): readonly EmitDiagnostic[] {
  const names = [...new Set(plan.queries.map(({ datasource }) => datasource))];
  return [
    ...(plan.services.length > 0
      ? []
      : [
          {
            code: 'RR502',
            path: ['identity', 'services'],
            message: 'The plan has no services, so its dashboards would have nothing to show',
            hint: 'List the services, or check that the query that discovers them has rows.',
          } as const,
        ]),
    ...names
      .filter((name) => !Object.hasOwn(bindings, name))
      .map(
        (name) =>
          ({
            code: 'RR507',
            path: ['datasources', name],
            message: `The datasource "${name}" is bound to no datasource of Grafana`,
            hint: `Bind ${name} to the uid of a datasource.`,
          }) as const,
      ),
  ];
}

/** What the dashboards of this plan cannot show; they are emitted without it, and say so. */
export function dashboardGaps(model: RiskModel, plan: Plan): readonly EmitDiagnostic[] {
  return [...rangeGaps(plan), ...serviceGaps(model, plan), ...choiceGaps(plan)];
}

function rangeGaps({ queries }: Plan): EmitDiagnostic[] {
  const signals = queries.flatMap(({ form, purpose }) =>
    form.kind === 'range' && 'signal' in purpose ? [purpose.signal] : [],
  );
  return [...new Set(signals)].map((signal) => ({
    code: 'RR531',
    path: ['signals', signal, 'baseline'],
    message: `The baseline of "${signal}" is reduced from a range of samples, which no target of a panel can do: the core panels show no score`,
    hint: 'Use baseline sameHour or recorded for this signal, or read the score from the risk panel or release-risk score.',
  }));
}

function serviceGaps(model: RiskModel, { services }: Plan): EmitDiagnostic[] {
  if (services.length <= SERVICES_AT_MOST || recordingDatasource(model) !== undefined) return [];
  return [
    {
      code: 'RR532',
      path: ['identity', 'services'],
      message: `${services.length} services are more than the ${SERVICES_AT_MOST} that a panel can score at once: the overview lists none`,
      hint: 'Split the model, or ask one Prometheus for everything: recording rules then score any number of services.',
    },
  ];
}

function choiceGaps({ labels, services }: Plan): EmitDiagnostic[] {
  return services
    .filter((service) => !canBeChosen(labels, service))
    .map((service) => ({
      code: 'RR533',
      path: ['identity', 'services'],
      message: `The service "${identityName(labels, service)}" cannot be chosen on a dashboard: its name holds quotes, commas, a dollar, a backslash or nothing`,
      hint: 'The overview shows it all the same. Rename it in the queries, such as by label_replace, to open it.',
    }));
}
