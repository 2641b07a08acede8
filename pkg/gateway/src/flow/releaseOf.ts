import { PREVIOUS_VERSION_LABEL, RULE_ANNOTATION, RULE_LABEL } from '@release-risk/compiler/conventions';
import { identityName } from '@release-risk/compiler/identity';
import { ACTION_MODES, type ActionMode } from '@release-risk/contract/rollback';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Alert } from '../intake/alert.ts';

/** The release an alert is about. */
export interface AlertedRelease {
  readonly model: RiskModel;
  readonly labels: Identity;
  readonly service: string;
  /** Empty where the alert does not name it. */
  readonly version: string;
  readonly previousVersion: string | undefined;
  /** The most that its rule allows. */
  readonly action: ActionMode;
  readonly rule: string | null;
}

export type Recognised =
  | { readonly kind: 'release'; readonly release: AlertedRelease }
  /** The evaluation itself failed: it is about every service of the model, and nobody can tell. */
  | { readonly kind: 'blind'; readonly model: RiskModel; readonly reason: string }
  /** `mayBecomeKnown`: models are read again each minute, and a rule may be faster than its model. */
  | { readonly kind: 'foreign'; readonly reason: string; readonly mayBecomeKnown: boolean };

/** The names that Grafana gives to alerts about a rule's own trouble. */
const TROUBLE = ['DatasourceError', 'DatasourceNoData'];

/** What an alert is about, by the labels and annotations that generated rules carry. */
export function recognise(alert: Alert, modelOf: (name: string) => RiskModel | undefined): Recognised {
  const { labels, annotations } = alert;
  const name = labels[RULE_LABEL.model];
  if (name === undefined) return foreign(`no label ${RULE_LABEL.model}`);
  const model = modelOf(name);
  if (model === undefined) return { ...foreign(`the model "${name}" is not known here`), mayBecomeKnown: true };
  const identity = model.identity.labels;
  const missing = identity.filter((label) => (labels[label] ?? '') === '');
  if (TROUBLE.includes(labels['alertname'] ?? '')) {
    const words = annotations['Error'] ?? annotations['error'] ?? 'its datasource did not answer';
    return { kind: 'blind', model, reason: `${labels['alertname'] ?? ''}: ${words}` };
  }
  if (missing.length > 0) return foreign(`no label ${missing.join(', ')}`);
  const rule = labels[RULE_LABEL.rule] ?? null;
  return {
    kind: 'release',
    release: {
      model,
      labels: Object.fromEntries(identity.map((label) => [label, labels[label] ?? ''])),
      service: identityName(identity, labels),
      version: model.deployment === undefined ? '' : (labels[model.deployment.versionLabel] ?? ''),
      previousVersion: labels[PREVIOUS_VERSION_LABEL],
      action: actionOf(annotations[RULE_ANNOTATION.action], rule),
      rule,
    },
  };
}

function foreign(reason: string): Extract<Recognised, { kind: 'foreign' }> {
  return { kind: 'foreign', reason, mayBecomeKnown: false };
}

function actionOf(said: string | undefined, rule: string | null): ActionMode {
  const action = ACTION_MODES.find((mode) => mode === said);
  // A rule that says nothing is not one that lets a pipeline be called.
  if (action === undefined) return 'ask';
  return rule === 'review' && action === 'act' ? 'ask' : action;
}
