import type { Identity, RiskModel } from '@release-risk/model/model';
import type { ReleaseSettings } from '../config/gatewayConfig.ts';
import { carries } from '../flow/identityKey.ts';
import type { ReleaseRules } from '../flow/parts.ts';
import { leastMode } from '../flow/releasePolicy.ts';

/** How long people have where no entry of the configuration is about a service. */
const APPROVAL_MS = 3_600_000;
const RECOVERY_MS = 900_000;

/**
 * The rules for releases of a service: of the first entry that matches it, within what the model allows. A service
 * that no entry is about is observed.
 */
export function releaseRules(
  releases: readonly ReleaseSettings[],
): (model: RiskModel, labels: Identity) => ReleaseRules {
  return (model, labels) => {
    const entry = releases.find(({ match }) => carries(labels, match));
    const { warmUp, actionWindow, cooldown } = model.policy;
    return {
      sharedBy: entry?.quorum?.label,
      policy: {
        mode: leastMode(entry?.mode ?? 'observe', model.action.mode),
        warmUpMs: warmUp * 1000,
        actionWindowMs: actionWindow * 1000,
        cooldownMs: cooldown * 1000,
        bands: model.bands,
        approvalMs: entry?.approvalExpires ?? APPROVAL_MS,
        recoveryMs: entry?.recoveryTimeout ?? RECOVERY_MS,
        quorum: entry?.quorum,
        steps: (entry?.steps ?? []).map(({ id, kind, adapter, callTimeout, timeout }) => ({
          id,
          kind,
          adapter,
          callMs: callTimeout,
          doneMs: timeout,
        })),
      },
    };
  };
}
