import type { RiskModel } from '@release-risk/model/model';
import type { NormalizedModel } from '../../normalize.ts';
import type { Plan } from '../../plan.ts';
import type { RulesDiagnostic } from './diagnostics.ts';
import { labelFindings } from './labelChecks.ts';

/** Every reason why one Prometheus cannot score a model. */
export function scoreFindings(model: NormalizedModel, plan: Plan): RulesDiagnostic[] {
  return [
    ...oneServerFindings(plan),
    ...labelFindings(model),
    ...rangeFindings(plan),
    ...gradingFindings(model),
    ...serviceFindings(plan),
  ];
}

function oneServerFindings({ queries }: Plan): RulesDiagnostic[] {
  const [first] = queries;
  const strangers = new Map(
    queries
      .filter(({ type, datasource }) => type !== 'prometheus' || datasource !== first?.datasource)
      .map(({ datasource, type }) => [datasource, type]),
  );
  return [...strangers].map(([datasource, type]) => ({
    code: 'RR521',
    path: ['datasources', datasource],
    message:
      type === 'loki'
        ? `Rules of a Prometheus cannot ask "${datasource}": it is a Loki`
        : `Rules run inside one Prometheus, and "${datasource}" is another than "${first?.datasource ?? ''}"`,
    hint: 'Score in Grafana rules (up to 300 services), or bring every signal into one Prometheus.',
  }));
}

/** Signals whose baseline only an executor can reduce from a range of samples. */
export function rangeFindings({ queries }: Plan): RulesDiagnostic[] {
  return queries.flatMap(({ form, purpose }): RulesDiagnostic[] => {
    if (form.kind === 'instant') return [];
    const signal = 'signal' in purpose ? purpose.signal : '';
    return [
      {
        code: 'RR523',
        path: ['signals', signal, 'baseline'],
        message: `The baseline of "${signal}" is reduced from a range of samples, which a rule cannot do`,
        hint: 'Use baseline recorded or sameHour for this signal.',
      },
    ];
  });
}

/** Rules grade in steps only. */
export function gradingFindings({ signals }: Pick<RiskModel, 'signals'>): RulesDiagnostic[] {
  return signals
    .filter(({ grading }) => grading === 'linear')
    .map(({ id }) => ({
      code: 'RR524',
      path: ['signals', id, 'grading'],
      message: `"${id}" is graded linearly, which divides: rules only compare`,
      hint: 'Use steps, or score this challenger in panel and gate.',
    }));
}

export function serviceFindings({ services }: Plan): RulesDiagnostic[] {
  if (services.length > 0) return [];
  return [
    {
      code: 'RR525',
      path: ['identity', 'services'],
      message: 'The plan has no services, so its rules could never tell that one is missing',
      hint: 'List the services, or check that the query that discovers them has rows.',
    },
  ];
}
