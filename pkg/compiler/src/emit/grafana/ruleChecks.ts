import { isStatic } from '@release-risk/model/limit';
import type { RiskModel } from '@release-risk/model/model';
import { RULE_LABEL } from '../../conventions.ts';
import type { Plan } from '../../plan.ts';
import type { EmitDiagnostic } from '../diagnostics.ts';
import type { AlertRule } from './ruleGroup.ts';
import type { RuleOptions } from './ruleOptions.ts';

/** Grafana joins by trying every pair: 300 services take 0.7 s, 1,000 take 5 s (five signals). */
const SERVICES_AT_MOST = 300;
/** Grafana's base interval, in seconds. */
const BASE_INTERVAL = 10;

/** Labels Grafana or the rule itself sets: an identity label of that name would vanish behind them. */
const TAKEN_LABELS: readonly string[] = [
  ...Object.values(RULE_LABEL),
  'alertname',
  'grafana_folder',
  'rulename',
  'ref_id',
  'datasource_uid',
];

/** Every reason why this plan cannot become alert rules. */
export function ruleFindings(model: RiskModel, plan: Plan, options: RuleOptions): readonly EmitDiagnostic[] {
  return [
    ...serviceFindings(plan),
    ...queryFindings(plan),
    ...frozenFindings(model, plan),
    ...labelFindings(model),
    ...actionFindings(model),
    ...bindingFindings(plan, options),
    ...intervalFindings(options),
  ];
}

function serviceFindings({ services }: Plan): EmitDiagnostic[] {
  if (services.length === 0) {
    return [
      {
        code: 'RR502',
        path: ['identity', 'services'],
        message: 'The plan has no services, so its rules could never tell that one is missing',
        hint: 'List the services, or check that the query that discovers them has rows.',
      },
    ];
  }
  if (services.length <= SERVICES_AT_MOST) return [];
  return [
    {
      code: 'RR501',
      path: ['identity', 'services'],
      message: `${services.length} services are more than the ${SERVICES_AT_MOST} an expression plan can join in time`,
      hint: 'Split the model, or score in recording rules (all-Prometheus models) and alert on release_risk_score.',
    },
  ];
}

function queryFindings({ queries }: Plan): EmitDiagnostic[] {
  return queries.flatMap(({ form, purpose }): EmitDiagnostic[] => {
    if (form.kind === 'instant') return [];
    const signal = 'signal' in purpose ? purpose.signal : '';
    return [
      {
        code: 'RR503',
        path: ['signals', signal, 'baseline'],
        message: `The baseline of "${signal}" is reduced from a range of samples, which an alert rule cannot do`,
        hint: 'Use baseline sameHour or recorded for this signal; robust on Loki serves gate, panel and backtest only.',
      },
    ];
  });
}

function frozenFindings({ signals }: RiskModel, { services }: Plan): EmitDiagnostic[] {
  if (services.length <= 1) return [];
  return signals.flatMap((signal): EmitDiagnostic[] => {
    if (isStatic(signal.limit) || !('baseline' in signal) || signal.baseline.kind !== 'frozen') return [];
    return [
      {
        code: 'RR504',
        path: ['signals', signal.id, 'baseline'],
        message: `"${signal.id}" has a frozen baseline: a deployment of one service would reset the alerts of ${services.length}`,
        hint: 'Make one plan per service and emit each: the names of rules and group carry the service.',
      },
    ];
  });
}

function labelFindings({ identity, deployment }: RiskModel): EmitDiagnostic[] {
  const version = deployment === undefined ? [] : [deployment.versionLabel];
  return [...identity.labels, ...version].flatMap((label): EmitDiagnostic[] => {
    if (!TAKEN_LABELS.includes(label) && !label.startsWith('__')) return [];
    return [
      {
        code: 'RR505',
        path: version.includes(label) ? ['deployment', 'versionLabel'] : ['identity', 'labels'],
        message: `The label "${label}" is set by Grafana or by the rule itself and would hide the service's own`,
        hint: 'Rename it in the queries, such as by label_replace.',
      },
    ];
  });
}

function actionFindings({ action, challengerOf, contactPoints, deployment }: RiskModel): EmitDiagnostic[] {
  if (challengerOf !== undefined) {
    return [
      {
        code: 'RR509',
        path: ['challengerOf'],
        message: `A challenger of "${challengerOf}" is compared and never alerts`,
        hint: `Emit the rules of "${challengerOf}".`,
      },
    ];
  }
  const { pipeline } = contactPoints;
  if (action.mode !== 'observe' && pipeline === undefined) {
    return [
      {
        code: 'RR510',
        path: ['contactPoints', 'pipeline'],
        message: `Mode ${action.mode} without a pipeline contact point: nothing would be asked or done`,
        hint: 'Name the gateway or a direct contact point, or use mode observe.',
      },
    ];
  }
  if (action.mode === 'act' && pipeline?.kind === 'direct' && deployment === undefined) {
    return [
      {
        code: 'RR506',
        path: ['deployment'],
        message: 'Acting through a direct contact point needs to know which version is bad and how old it is',
        hint: 'Add deployment.query, or use the gateway, or mode ask.',
      },
    ];
  }
  return [];
}

function bindingFindings({ queries }: Plan, { bindings }: RuleOptions): EmitDiagnostic[] {
  const names = [...new Set(queries.map(({ datasource }) => datasource))];
  return names
    .filter((name) => !Object.hasOwn(bindings, name))
    .map((name) => ({
      code: 'RR507',
      path: ['datasources', name],
      message: `The datasource "${name}" is bound to no datasource of Grafana`,
      hint: `Bind ${name} to the uid of a datasource.`,
    }));
}

function intervalFindings({ intervalSeconds }: RuleOptions): EmitDiagnostic[] {
  if (Number.isInteger(intervalSeconds) && intervalSeconds > 0 && intervalSeconds % BASE_INTERVAL === 0) return [];
  return [
    {
      code: 'RR508',
      path: [],
      message: `Grafana evaluates every 10, 20, 30 .. seconds, not every ${intervalSeconds}`,
      hint: `Use a multiple of ${BASE_INTERVAL}.`,
    },
  ];
}

/** What a rule's annotations may hold on MySQL, in bytes; there the rest would be cut off in silence. */
const ANNOTATIONS_AT_MOST = 65_535;

/** The sentence of cause grows with the number of signals. */
export function lengthFindings({ title, annotations }: AlertRule): readonly EmitDiagnostic[] {
  const bytes = utf8Length(JSON.stringify(annotations));
  if (bytes <= ANNOTATIONS_AT_MOST) return [];
  return [
    {
      code: 'RR512',
      path: ['signals'],
      message: `The annotations of "${title}" take ${bytes} bytes, more than the ${ANNOTATIONS_AT_MOST} that every Grafana keeps`,
      hint: 'Use fewer signals, or shorter titles.',
    },
  ];
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
