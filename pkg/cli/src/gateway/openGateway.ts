import {
  callGateway,
  type GatewayCall,
  GatewayCallError,
  type GatewaySend,
} from '@release-risk/contract/gatewayClient';
import type { AnswerOf, GatewayRoute } from '@release-risk/contract/gatewayApi';
import { CliError, usageError } from '../errors.ts';
import { readText } from '../files.ts';
import type { Io } from '../io.ts';
import { gatewayAddress } from './gatewayAddress.ts';
import type { GatewayOptions } from './options.ts';
import { sendToGateway } from './sendToGateway.ts';

/** A gateway that can be called. */
export interface Gateway {
  /** Without a slash at its end. */
  readonly url: string;
  /** Rejects with RR616 where no usable answer came and with RR617 for what the gateway refused. */
  call<R extends GatewayRoute>(route: R, call: GatewayCall<R>): Promise<AnswerOf<R>>;
}

/** The address that options or environment name; undefined where they name none. */
export function namedGateway({ env }: Io, { gateway }: GatewayOptions): string | undefined {
  return named(gateway ?? env['RELEASE_RISK_GATEWAY_URL']);
}

function named(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/**
 * The gateway that options and environment name; nothing is sent yet. Throws RR601 where they name none or one that
 * cannot be, RR602 and RR606 for a token that is not there.
 */
export async function openGateway(io: Io, options: GatewayOptions): Promise<Gateway> {
  const { url, transport } = await gatewayAccess(io, options);
  const token = await tokenOf(io, options);
  const send = sendToGateway({ url, headers: { authorization: `Bearer ${token}` } }, transport, io.networkClock);
  return { url, call: (route, call) => called(io, send, route, call) };
}

/** Where the gateway is and the way there, without credentials. */
export async function gatewayAccess(io: Io, options: GatewayOptions) {
  const address = namedGateway(io, options);
  if (address === undefined) {
    throw usageError('No gateway is named', 'Say where it is: --gateway URL, or RELEASE_RISK_GATEWAY_URL.');
  }
  const url = gatewayAddress(address, options.allowHttp === true);
  const ca = options.gatewayCa === undefined ? undefined : await readText(options.gatewayCa);
  return { url, transport: io.transport(ca === undefined ? undefined : { ca }) };
}

/** Calls by `send`, until somebody interrupts, with errors that the program shows. */
export async function called<R extends GatewayRoute>(
  io: Io,
  send: GatewaySend,
  route: R,
  call: GatewayCall<R>,
): Promise<AnswerOf<R>> {
  try {
    return await callGateway(send, route, { ...call, signal: io.interrupted });
  } catch (error) {
    throw error instanceof GatewayCallError ? told(error) : error;
  }
}

/** A code of the gateway's own catalogue is its refusal; everything else is no usable answer. */
function told({ status, code, message, hint }: GatewayCallError): CliError {
  if (!/^GW\d+$/.test(code)) return new CliError({ code: 'RR616', reason: message, hint, status });
  // An error of the gateway itself decides nothing.
  if (status === 429 || status >= 500) {
    return new CliError({ code: 'RR616', reason: `The gateway cannot now (${code}): ${message}`, hint, status });
  }
  return new CliError({ code: 'RR617', gatewayCode: code, reason: message, hint, status });
}

async function tokenOf({ env }: Io, options: GatewayOptions): Promise<string> {
  const file = named(options.gatewayTokenFile ?? env['RELEASE_RISK_GATEWAY_TOKEN_FILE']);
  const text = file === undefined ? (env['RELEASE_RISK_GATEWAY_TOKEN'] ?? '') : await readText(file);
  const token = text.replace(/\r?\n$/, '');
  const where = file ?? 'RELEASE_RISK_GATEWAY_TOKEN';
  if (token === '') throw new CliError({ code: 'RR606', where, problem: 'it holds no token for the gateway' });
  // Anything else could not stand in a header, or would be part of another one.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new CliError({ code: 'RR606', where, problem: 'it holds characters that no token has, such as blanks' });
}
