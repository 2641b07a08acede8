import type { Problem } from '@release-risk/contract/gatewayApi';
import { GatewayError } from '../errors.ts';
import { StoreUnavailable } from '../store/store.ts';

/** What is answered when something went wrong. */
export interface Refusal {
  readonly status: number;
  readonly error: Problem;
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | undefined;
}

const RETRY_STORE_S = 5;

/** What an error becomes for the caller: never more than the catalogue says. */
export function refusalOf(thrown: unknown, bodyLimit: number): Refusal {
  const { code, message, hint, status, fault } = gatewayErrorOf(thrown, bodyLimit);
  const retryAfter = fault.code === 'GW110' ? fault.seconds : fault.code === 'GW107' ? RETRY_STORE_S : undefined;
  return { status, error: { code, message, hint }, retryAfter };
}

/** The error of the catalogue behind what was thrown: GW100 where nobody foresaw it. */
export function gatewayErrorOf(thrown: unknown, bodyLimit: number): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  if (thrown instanceof StoreUnavailable) return new GatewayError({ code: 'GW107' });
  return fromServer(thrown, bodyLimit) ?? new GatewayError({ code: 'GW100' });
}

/** What Fastify found wrong before a route was reached. Its words may repeat what was sent, so they stay inside. */
function fromServer(error: unknown, bytes: number): GatewayError | undefined {
  if (!(error instanceof Error)) return undefined;
  const status: unknown = Reflect.get(error, 'statusCode');
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  if (status === 413) return new GatewayError({ code: 'GW108', bytes });
  if (status === 415) return new GatewayError({ code: 'GW109', problem: 'A body of this type is not read here' });
  return new GatewayError({ code: 'GW101', problem: 'it is malformed' });
}
