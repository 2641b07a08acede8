import { GatewayCallError } from '@release-risk/contract/gatewayClient';

/** Why the gateway could not be asked, or refused. */
export type GatewayTroubleKind =
  /** Grafana itself did not answer. */
  | 'offline'
  /** Grafana has no session of this user any more. */
  | 'signedOut'
  /** The app is switched off. */
  | 'switchedOff'
  /** This Grafana has an older version of the plugin loaded. */
  | 'noRoute'
  /** Grafana lets this user not through. */
  | 'mayNotCall'
  /** Nothing answers at the gateway's address. */
  | 'down'
  /** Something else than a gateway answers there. */
  | 'otherServer'
  | 'otherVersion'
  /** The gateway does not take the secret, or does not know who asks. */
  | 'notAuthorized'
  /** The gateway lets this person not do it, such as an approval of their own release. */
  | 'mayNot'
  | 'notFound'
  /** Somebody was faster, or it is not in the state for it any more. */
  | 'tooLate'
  | 'storeDown'
  | 'other';

export interface GatewayTrouble {
  readonly kind: GatewayTroubleKind;
  /** Sentences in the words of whoever refused. */
  readonly reason: string;
  readonly hint: string;
  /** Of the gateway's catalogue; undefined where it was not the gateway. */
  readonly code: string | undefined;
}

/** What a failed call means to somebody who looks at a page. */
export function troubleOf(error: unknown): GatewayTrouble {
  if (!(error instanceof GatewayCallError)) {
    return { kind: 'other', reason: error instanceof Error ? error.message : String(error), hint: '', code: undefined };
  }
  const { code, message: reason, hint } = error;
  return { kind: kindOf(error), reason, hint, code: code.startsWith('GW') ? code : undefined };
}

const SAID_BY_GATEWAY: Readonly<Record<string, GatewayTroubleKind>> = {
  GW102: 'notAuthorized',
  GW104: 'notFound',
  GW105: 'tooLate',
  GW106: 'mayNot',
  GW107: 'storeDown',
};

const BETWEEN: Readonly<Record<number, GatewayTroubleKind>> = {
  401: 'signedOut',
  403: 'mayNotCall',
  502: 'down',
  503: 'down',
  504: 'down',
};

function kindOf({ code, status, message }: GatewayCallError): GatewayTroubleKind {
  switch (code) {
    case 'unreachable':
      return 'offline';
    case 'invalidPath':
      return 'notFound';
    case 'otherVersion':
      return 'otherVersion';
    case 'notTheGateway':
      // In the words of Grafana's own proxy.
      if (status === 404 && message.includes('route match not found')) return 'noRoute';
      if (status === 404 && /plugin.*not found|not enabled/i.test(message)) return 'switchedOff';
      return BETWEEN[status] ?? 'otherServer';
    default:
      return SAID_BY_GATEWAY[code] ?? 'other';
  }
}
