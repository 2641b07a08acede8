import { callGateway, type GatewaySend } from '@release-risk/contract/gatewayClient';
import { troubleOf, type GatewayTrouble } from '../../app/gateway/gatewayTrouble.ts';

/** How far the way to the gateway goes. */
export type GatewayTested =
  /** It answers, can work, and takes the secret. */
  | { readonly kind: 'works' }
  /** It takes the secret and says itself what keeps it from working. */
  | { readonly kind: 'notReady'; readonly problems: readonly string[] }
  | { readonly kind: 'failed'; readonly trouble: GatewayTrouble };

/** Asks whether it can work, which anybody may, and then for something that needs the secret. */
export async function testGateway(send: GatewaySend, signal: AbortSignal): Promise<GatewayTested> {
  try {
    const { status, problems } = await callGateway(send, 'ready', { signal });
    await callGateway(send, 'listRollbacks', { query: { limit: 1 }, signal });
    return status === 'ready' ? { kind: 'works' } : { kind: 'notReady', problems };
  } catch (error) {
    return { kind: 'failed', trouble: troubleOf(error) };
  }
}
