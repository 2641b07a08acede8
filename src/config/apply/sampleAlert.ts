import { RULE_ANNOTATION, RULE_LABEL } from '@release-risk/compiler/conventions';
import { identityKey } from '@release-risk/compiler/identity';
import type { TestedAlert } from '@release-risk/grafana/api/testDelivery';
import type { Identity, RiskModel } from '@release-risk/model/model';

const VERSION = '1.4.2';
const PREVIOUS_VERSION = '1.4.1';

/** What a test is known by, in a label and as its action: nothing may act on it. */
const DRY_RUN = 'dry_run';

/**
 * The alert of an act rule as this model would raise it for a service, with invented readings. A dry run says so where
 * every kind of payload shows it: its action is neither `ask` nor `act`.
 */
export function sampleAlert(model: RiskModel, service: Identity, fingerprint: string, isDryRun: boolean): TestedAlert {
  const version = model.deployment?.versionLabel ?? 'version';
  const key = `${isDryRun ? `${DRY_RUN}:` : ''}${identityKey(model.identity.labels, service)}@${VERSION}`;
  const [first] = model.signals;
  return {
    labels: {
      alertname: `${model.title}: High`,
      ...service,
      [version]: VERSION,
      previous_version: PREVIOUS_VERSION,
      [RULE_LABEL.model]: model.name,
      [RULE_LABEL.fingerprint]: fingerprint,
      [RULE_LABEL.rule]: 'act',
      [RULE_LABEL.severity]: 'critical',
      ...(isDryRun ? { [DRY_RUN]: 'true' } : {}),
    },
    annotations: {
      [RULE_ANNOTATION.summary]: `${model.title}: High`,
      [RULE_ANNOTATION.verdict]: 'High',
      [RULE_ANNOTATION.score]: '1.60',
      [RULE_ANNOTATION.cause]: `Sample: ${first?.title ?? 'a signal'} is red`,
      [RULE_ANNOTATION.coverage]: '100%',
      [RULE_ANNOTATION.action]: isDryRun ? DRY_RUN : model.action.mode,
      [RULE_ANNOTATION.idempotencyKey]: key,
      // Without it Grafana's test puts invented ones of its own.
      __values__: '{"R":1.6}',
    },
  };
}
