import rateLimit from '@fastify/rate-limit';
import { GATEWAY_API, type GatewayRoute, type Route } from '@release-risk/contract/gatewayApi';
import type { Clock } from '@release-risk/query/transport';
import { fastify, LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Authenticator } from '../auth/authenticator.ts';
import { GatewayError } from '../errors.ts';
import { strictJson } from '../intake/strictJson.ts';
import type { GatewayMetrics } from '../metrics/metrics.ts';
import { alertHandlers } from './alertHandlers.ts';
import type { Answer, Handlers, Incoming } from './handler.ts';
import { HTTP_LIMITS, type HttpLimits } from './limits.ts';
import { openApiDocument } from './openapi.ts';
import type { Operations } from './operations.ts';
import { parsedBy } from './parsedBy.ts';
import { pipelineHandlers } from './pipelineHandlers.ts';
import { gatewayErrorOf, refusalOf } from './problem.ts';
import { rollbackHandlers } from './rollbackHandlers.ts';
import { headersFor } from './securityHeaders.ts';
import { slackHandler, type SlackParts } from './slackHandler.ts';
import { stateHandlers } from './stateHandlers.ts';

export interface HttpServerParts {
  readonly operations: Operations;
  readonly auth: Authenticator;
  readonly metrics: GatewayMetrics;
  readonly logger: FastifyBaseLogger;
  readonly clock: Clock;
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly tellSlack?: SlackParts['tell'];
}

export interface HttpServer {
  /** Gives the address it listens at, such as `http://127.0.0.1:4180`. Port 0 takes any. Throws GatewayError GW203. */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Takes no more connections; resolves when what is under way was answered. */
  close(): Promise<void>;
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const PROBES: readonly GatewayRoute[] = ['health', 'ready', 'metrics', 'openapi'];
const ALERTS: readonly GatewayRoute[] = ['grafanaAlerts', 'alertmanagerAlerts'];
const MINUTE_MS = 60_000;
const NO_BODY = new Uint8Array();
const UNKNOWN_ROUTE = 'none';

/** Connections that wait while a commit is synced by a slow disk: a sender whose connection is reset may give up. */
const BACKLOG = 4096;

/** The gateway's API on HTTP: everything from the socket to {@link Operations}. */
export async function createHttpServer(parts: HttpServerParts): Promise<HttpServer> {
  const { operations, auth, metrics, logger, clock } = parts;
  const limits: HttpLimits = { ...HTTP_LIMITS, ...parts.limits };
  const app = fastify({
    loggerInstance: logger,
    // A child for each request would be made, and searched for secrets, whether or not it writes anything.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    exposeHeadRoutes: false,
    trustProxy: parts.trustedProxies === undefined ? false : [...parts.trustedProxies],
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkEveryMs },
    // What is no HTTP: the words of the parser stay inside.
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      else socket.destroy();
    },
    frameworkErrors: (error, request, reply) => {
      void answerProblem(error, request, reply as unknown as FastifyReply);
    },
  });
  app.server.maxConnections = limits.connections;
  await app.register(rateLimit, { global: false });
  const limited = (max: number) => app.createRateLimit({ max, timeWindow: MINUTE_MS });
  const failures = limited(limits.failuresPerMinute);
  const requests = limited(limits.requestsPerMinute);
  const alerts = limits.alertsPerMinute === undefined ? undefined : limited(limits.alertsPerMinute);

  const answerProblem = async (
    thrown: unknown,
    request: Pick<FastifyRequest, 'raw' | 'ip' | 'routeOptions'>,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const counted = await slowedDown(thrown, request as FastifyRequest);
    const { status, error, retryAfter } = refusalOf(counted, limits.bodyBytes);
    const route = routeOf(request);
    const level = status >= 500 ? 'error' : 'info';
    logger[level](
      { route, status, code: error.code, from: request.ip, ...(status === 500 ? { err: thrown } : {}) },
      'refused',
    );
    if (status === 413 && ALERTS.some((one) => one === route)) operations.reconcileSoon();
    if (!request.raw.complete) void reply.header('connection', 'close');
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
    return reply.code(status).headers(headersFor(undefined)).send({ error });
  };
  /** Whoever tries credentials hears less and less; whoever has them is never kept out by those who try. */
  const slowedDown = async (thrown: unknown, request: FastifyRequest): Promise<unknown> => {
    if (gatewayErrorOf(thrown, limits.bodyBytes).code !== 'GW102') return thrown;
    const state = await failures(request);
    if (state.isAllowed || !state.isExceeded) return thrown;
    return new GatewayError({ code: 'GW110', seconds: state.ttlInSeconds });
  };

  app.removeAllContentTypeParsers();
  for (const type of [JSON_TYPE, FORM])
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
  app.setErrorHandler(answerProblem);
  app.setNotFoundHandler(async (request, reply) =>
    answerProblem(new GatewayError({ code: 'GW104', what: 'such route' }), request, reply),
  );
  app.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    const seconds = reply.elapsedTime / 1000;
    metrics.request(route, reply.statusCode, seconds);
    if (reply.statusCode === 202) metrics.ack(seconds);
    done();
  });

  const handlers: Handlers = {
    ...alertHandlers(operations, metrics, () => clock.now()),
    ...rollbackHandlers(operations),
    ...pipelineHandlers(operations),
    ...stateHandlers(operations, metrics, openApiDocument()),
    slackInteractions: slackHandler({ operations, auth, clock, tell: parts.tellSlack }),
  };

  const limiterOf = (name: GatewayRoute) =>
    PROBES.includes(name) ? undefined : ALERTS.includes(name) ? alerts : requests;

  const add = <R extends GatewayRoute>(name: R) => {
    const route: Route = GATEWAY_API[name];
    const type = route.access === 'slack' ? FORM : JSON_TYPE;
    const limiter = limiterOf(name);
    app.route({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/g, ':$1'),
      config: { name },
      onRequest: async (request) => {
        refuseEncoded(request);
        auth.admit(route.access, request.raw.rawHeaders);
        if (route.method === 'POST') refuseOtherType(request, type);
        if (limiter === undefined) return;
        const state = await limiter(request);
        if (!state.isAllowed && state.isExceeded)
          throw new GatewayError({ code: 'GW110', seconds: state.ttlInSeconds });
      },
      handler: async (request, reply) => {
        const raw = request.body instanceof Uint8Array ? request.body : NO_BODY;
        const caller = await auth.authenticate(route.access, { headers: request.raw.rawHeaders, body: raw });
        const incoming = {
          caller,
          raw,
          param: (key: string) => paramOf(request.params, key),
          query: () => parsedBy(route.query, request.query),
          body: () => parsedBy(route.body, strictJson(raw)),
        };
        // Both schemas are those of this very route, which the table above loses by being walked.
        const answer: Answer<R> = await handlers[name](incoming as Incoming<R>);
        void reply.code(answer.status ?? route.status ?? 200).headers(headersFor(answer.contentType));
        if (answer.contentType === undefined) return reply.send(answer.body);
        return reply.type(answer.contentType).send(answer.body);
      },
    });
  };
  for (const name of Object.keys(GATEWAY_API) as GatewayRoute[]) add(name);

  return {
    listen: async ({ host, port }) => {
      try {
        return await app.listen({ host, port, backlog: BACKLOG });
      } catch (error) {
        throw new GatewayError({
          code: 'GW203',
          problem: `Nobody can listen at ${host}:${String(port)}: ${error instanceof Error ? error.message : String(error)}`,
          remedy: 'Set `listen` to an address of this machine and a port that is free and allowed.',
        });
      }
    },
    close: async () => {
      await app.close();
    },
  };
}

/** Its name in the API; never the path, which callers choose. */
function routeOf(request: Pick<FastifyRequest, 'routeOptions'>): string {
  const name: unknown = Reflect.get(request.routeOptions.config, 'name');
  return typeof name === 'string' ? name : UNKNOWN_ROUTE;
}

function paramOf(params: unknown, key: string): string {
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, key) : undefined;
  if (typeof value === 'string' && value.length > 0 && value.length <= 300) return value;
  throw new GatewayError({ code: 'GW101', problem: `${key} is missing` });
}

/** Nothing is unpacked: a small body stays small. */
function refuseEncoded({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new GatewayError({ code: 'GW109', problem: 'The body is compressed' });
}

function refuseOtherType({ headers }: FastifyRequest, type: string): void {
  const given = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (given === type) return;
  throw new GatewayError({ code: 'GW109', problem: `The body must be ${type}` });
}
