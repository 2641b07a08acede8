import { z } from 'zod';
import {
  GATEWAY_API,
  problemSchema,
  type AnswerOf,
  type BodyOf,
  type GatewayRoute,
  type QueryOf,
  type Route,
} from './gatewayApi.ts';

/** The host's AbortSignal. What is compiled for no host at all knows only as much of it as is used here. */
type HostSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : { throwIfAborted(): void };

/** One request to the gateway. `path` stands below its address and holds the query; `body` is JSON. */
export interface GatewayRequest {
  readonly method: Route['method'];
  readonly path: string;
  readonly body: string | undefined;
  readonly signal: HostSignal | undefined;
}

/** Sends one request and resolves with whatever was answered; rejects where no answer came. */
export type GatewaySend = (request: GatewayRequest) => Promise<{ readonly status: number; readonly text: string }>;

/**
 * Codes of what the gateway did not say itself. `unreachable`: no answer came. `notTheGateway`: something else
 * answered, such as a proxy in between. `otherVersion`: what came does not have the shape that was agreed upon.
 * `invalidPath`: nothing was sent, since a name in the path would lead elsewhere.
 */
export type GatewayCallFault = 'unreachable' | 'notTheGateway' | 'otherVersion' | 'invalidPath';

/** Why a call had no answer that can be used. */
export class GatewayCallError extends Error {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** One of the gateway's catalogue, such as `GW105`, or a {@link GatewayCallFault}. */
  readonly code: string;
  readonly hint: string;

  constructor(
    { status, code, message, hint }: Readonly<Record<'code' | 'message' | 'hint', string> & { status: number }>,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'GatewayCallError';
    this.status = status;
    this.code = code;
    this.hint = hint;
  }
}

type NamesIn<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type PathPart<R extends GatewayRoute> = [NamesIn<(typeof GATEWAY_API)[R]['path']>] extends [never]
  ? { readonly path?: undefined }
  : { readonly path: Readonly<Record<NamesIn<(typeof GATEWAY_API)[R]['path']>, string>> };
type QueryPart<R extends GatewayRoute> =
  QueryOf<R> extends undefined
    ? { readonly query?: undefined }
    : object extends QueryOf<R>
      ? { readonly query?: QueryOf<R> }
      : { readonly query: QueryOf<R> };
type BodyPart<R extends GatewayRoute> =
  BodyOf<R> extends undefined ? { readonly body?: undefined } : { readonly body: BodyOf<R> };

/** What a route wants: the names in its path, its query and its body. */
export type GatewayCall<R extends GatewayRoute> = PathPart<R> &
  QueryPart<R> &
  BodyPart<R> & { readonly signal?: HostSignal };

/** `/readyz` tells what is wrong with 503 and in the same shape. */
const NOT_READY = 503;

/** Calls one route and gives its answer. Rejects with {@link GatewayCallError}, or as `signal` says once it fired. */
export async function callGateway<R extends GatewayRoute>(
  send: GatewaySend,
  route: R,
  call: GatewayCall<R>,
): Promise<AnswerOf<R>> {
  const { method, path, answer, status: expected = 200 }: Route = GATEWAY_API[route];
  const request: GatewayRequest = {
    method,
    path: filled(path, call.path ?? {}) + queryText(call.query ?? {}),
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    signal: call.signal,
  };
  const { status, text } = await sent(send, request);
  const value: unknown = answer instanceof z.ZodString ? text : jsonOf(text);
  const parsed = answer.safeParse(value);
  const answersSo = status === expected || (route === 'ready' && status === NOT_READY);
  // The schema is the route's own; only its pairing with the name is lost on the way.
  if (answersSo && parsed.success) return parsed.data as AnswerOf<R>;
  throw refusal(status, text);
}

async function sent(send: GatewaySend, request: GatewayRequest): ReturnType<GatewaySend> {
  try {
    return await send(request);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw new GatewayCallError(
      {
        status: 0,
        code: 'unreachable',
        message: `The gateway did not answer: ${error instanceof Error ? error.message : String(error)}`,
        hint: 'Check that it runs and that its address is right.',
      },
      { cause: error },
    );
  }
}

function refusal(status: number, text: string): GatewayCallError {
  const problem = problemSchema.safeParse(jsonOf(text));
  if (problem.success) return new GatewayCallError({ status, ...problem.data.error });
  const words = wordsOf(text);
  return status >= 200 && status < 300
    ? new GatewayCallError({
        status,
        code: 'otherVersion',
        message: `The answer is not what was agreed upon: ${words}`,
        hint: 'Check that the address is that of a gateway, and that its version fits.',
      })
    : new GatewayCallError({
        status,
        code: 'notTheGateway',
        message: `Status ${String(status)}, and not from the gateway: ${words}`,
        hint: 'Check the address, and what stands between here and the gateway.',
      });
}

function filled(template: string, values: Readonly<Partial<Record<string, string>>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    // Dots mean other folders, even encoded.
    if (value !== '' && !/^\.{1,2}$/.test(value)) return encodeURIComponent(value);
    throw new GatewayCallError({
      status: 0,
      code: 'invalidPath',
      message: `"${value}" cannot be the ${name} of anything`,
      hint: `Check the ${name}.`,
    });
  });
}

function queryText(query: object): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const WORDS_AT_MOST = 300;

/** What Grafana and other proxies say stands in `message`; the rest is told as it came, on one line. */
function wordsOf(text: string): string {
  const said = z.object({ message: z.string() }).safeParse(jsonOf(text));
  const line = (said.success ? said.data.message : text).replace(/\s+/g, ' ').trim();
  if (line === '') return 'nothing was said';
  return line.length > WORDS_AT_MOST ? `${line.slice(0, WORDS_AT_MOST)}...` : line;
}
