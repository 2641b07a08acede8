import {
  readPluginSettings,
  writeGatewaySettings,
  type StoredSettings,
} from '@release-risk/grafana/api/pluginSettings';
import { GrafanaError } from '@release-risk/grafana/errors';
import type { Host } from '../../risk/host.ts';

export interface GatewayToSave {
  /** What is there as it was read: somebody may have written it meanwhile. */
  readonly base: StoredSettings['gateway'];
  readonly url: string;
  /** Undefined: it stays what it is; empty: it is forgotten. */
  readonly secret: string | undefined;
}

/** What became of it; `reason` and `hint` are sentences for people. */
export type GatewaySaved =
  | { readonly kind: 'saved' }
  | { readonly kind: 'conflict'; readonly theirs: StoredSettings['gateway'] }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'failed'; readonly reason: string; readonly hint: string };

/** How often the settings are read anew because somebody wrote a model in between. */
const ATTEMPTS = 3;

/** Writes where the gateway is into the settings as they are now: what others wrote of models stays. */
export async function saveGateway(host: Host, toSave: GatewayToSave, signal: AbortSignal): Promise<GatewaySaved> {
  const client = host.client(signal);
  const { base, url, secret } = toSave;
  try {
    for (let attempt = 1; ; attempt++) {
      const { enabled, gateway, revision } = await readPluginSettings(client);
      // Writing would switch it on behind somebody's back.
      if (!enabled) return { kind: 'disabled' };
      if (gateway.url !== base.url && gateway.url !== url) return { kind: 'conflict', theirs: gateway };
      try {
        await writeGatewaySettings(client, { url, secret, revision });
        return { kind: 'saved' };
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof GrafanaError) || error.code !== 'changed') throw error;
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', reason, hint: error instanceof GrafanaError ? error.hint : '' };
  }
}
