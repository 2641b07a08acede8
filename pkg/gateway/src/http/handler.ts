import type { AnswerOf, GATEWAY_API, GatewayRoute } from '@release-risk/contract/gatewayApi';
import type { z } from 'zod';
import type { Caller } from '../auth/authenticator.ts';

type Schema<R extends GatewayRoute, K extends 'body' | 'query'> = (typeof GATEWAY_API)[R] extends {
  readonly [P in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** A request whose caller is known. What it says is parsed when it is asked for: GW101 where it does not fit. */
export interface Incoming<R extends GatewayRoute> {
  readonly caller: Caller;
  /** As it came, byte for byte. */
  readonly raw: Uint8Array;
  param(name: string): string;
  query(): Schema<R, 'query'>;
  body(): Schema<R, 'body'>;
}

export interface Answer<R extends GatewayRoute> {
  readonly body: AnswerOf<R>;
  /** Where it is not the one of the route. */
  readonly status?: number;
  /** Where it is not JSON; the body is a text then. */
  readonly contentType?: string;
}

export type Handler<R extends GatewayRoute> = (incoming: Incoming<R>) => Promise<Answer<R>>;

export type Handlers = { readonly [R in GatewayRoute]: Handler<R> };
