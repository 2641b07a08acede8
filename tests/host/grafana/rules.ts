import { RULE_ANNOTATION, RULE_LABEL } from '@release-risk/compiler/conventions';
import { SERVICE } from '../cannedAnswers.ts';

export interface RuleOptions {
  readonly fingerprint: string;
  readonly state?: 'Normal' | 'Pending' | 'Alerting' | 'Recovering';
  readonly score?: number;
  readonly verdict?: string;
  readonly cause?: string;
  readonly isPaused?: boolean;
  readonly health?: 'ok' | 'error' | 'nodata';
  readonly lastError?: string;
}

/** The act and review rules of the example model, as Grafana's rules API shows them. */
export function ruleGroups(act: RuleOptions, review: RuleOptions = act): readonly object[] {
  return [
    {
      name: 'telegram-lead-bot',
      folderUid: 'release-risk',
      interval: 10,
      lastEvaluation: new Date().toISOString(),
      rules: [rule('act', 'Release risk High', act), rule('review', 'Release risk to be reviewed', review)],
    },
  ];
}

function rule(kind: string, name: string, options: RuleOptions): object {
  const { fingerprint, state = 'Normal', isPaused = false, health = 'ok', lastError = '' } = options;
  const labels = {
    [RULE_LABEL.model]: 'telegram-lead-bot',
    [RULE_LABEL.rule]: kind,
    [RULE_LABEL.fingerprint]: fingerprint,
  };
  return {
    uid: `rr-${kind}`,
    name,
    state: state === 'Normal' ? 'inactive' : state.toLowerCase().replace('alerting', 'firing'),
    health,
    lastError,
    lastEvaluation: new Date().toISOString(),
    evaluationTime: 0.02,
    isPaused,
    labels,
    alerts: [
      {
        labels: { ...labels, ...SERVICE, version: '1.478.0' },
        annotations: {
          [RULE_ANNOTATION.score]: String(options.score ?? 0),
          [RULE_ANNOTATION.verdict]: options.verdict ?? 'Low',
          [RULE_ANNOTATION.cause]: options.cause ?? '',
        },
        state,
        activeAt: new Date(Date.now() - 90_000).toISOString(),
        value: '',
      },
    ],
  };
}
