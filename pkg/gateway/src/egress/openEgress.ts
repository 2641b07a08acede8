import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { BodyTooLargeError, type Clock, type HttpResponse, type Transport } from '@release-risk/query/transport';
import { Agent, request as send, type Dispatcher } from 'undici';
import { addressPolicy, type AddressPolicy } from './addressPolicy.ts';
import { EgressRefused, type Egress } from './egress.ts';
import type { EgressPolicy } from './egressSchema.ts';
import { hostPatternOf, matches, parsedUrl, type HostPattern } from './hostPattern.ts';
import { fetchOver } from './fetchOver.ts';
import { EgressTimeout, NotSent } from './notSent.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name, IPv4 and IPv6. Rejects with an error that has a `code` (`ENOTFOUND`, `EAI_AGAIN`). */
export type ResolveName = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export interface EgressParts {
  /** PEM texts of `policy.ca`: authorities that stand beside those that Node trusts. */
  readonly authorities?: readonly string[] | undefined;
  readonly lookup: ResolveName;
  readonly clock: Clock;
}

/**
 * Calls under one policy. Each request has a connection of its own: its name is resolved once, every address of it is
 * checked, and the connection goes to one of those. So a name that changes its mind reaches nothing else, and no
 * connection that was kept too long leaves the outcome of a call unknown. Proxies in the environment are not used.
 * `send` rejects with EgressRefused or NotSent where certainly nothing was sent; with anything else, perhaps it was.
 */
export function openEgress(policy: EgressPolicy, { lookup, clock, authorities = [] }: EgressParts): Egress {
  const allowed = policy.allow.map(hostPatternOf).filter((pattern) => pattern !== undefined);
  const mayReach = addressPolicy(policy.allowPrivate);
  const agent = new Agent({
    pipelining: 0,
    connect: {
      timeout: policy.connectTimeout * 1000,
      lookup: checkedLookup(lookup, mayReach),
      ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }),
    },
    headersTimeout: policy.headersTimeout * 1000,
    bodyTimeout: policy.bodyTimeout * 1000,
    maxHeaderSize: 32_768,
  });

  const sendChecked: Transport = async (request) => {
    const url = checkedUrl(request.url, allowed, mayReach);
    const deadline = new AbortController();
    const over = new AbortController();
    clock.sleep(policy.totalTimeout * 1000, over.signal).then(
      () => {
        deadline.abort(new EgressTimeout(policy.totalTimeout));
      },
      () => undefined,
    );
    let begun = false;
    const dispatcher = agent.compose(noticing(() => (begun = true)));
    try {
      const { statusCode, headers, body } = await send(url, {
        dispatcher,
        method: request.method,
        headers: request.headers,
        ...(request.body === undefined ? {} : { body: request.body }),
        signal: AbortSignal.any([request.signal, deadline.signal]),
      });
      return answerOf(statusCode, headers, body, policy.maxBodyBytes, () => {
        over.abort();
      });
    } catch (error) {
      over.abort();
      if (error instanceof EgressRefused) throw new EgressRefused(shown(url), error.reason);
      request.signal.throwIfAborted();
      throw begun ? error : new NotSent(error);
    }
  };
  return { send: sendChecked, fetch: fetchOver(sendChecked, policy.maxBodyBytes), clock };
}

/** Without what may be secret in it. */
function shown(url: URL | string): string {
  return typeof url === 'string' ? (url.split(/[?#@]/)[0]?.slice(0, 200) ?? '') : `${url.origin}${url.pathname}`;
}

function checkedUrl(text: string, allowed: readonly HostPattern[], mayReach: AddressPolicy): URL {
  // The parser drops tabs and line feeds and takes `\` for `/`: two readers could see two hosts.
  if (/[\u0000-\u0020\u007f\\]/.test(text)) throw new EgressRefused(shown(text), 'it holds blanks or backslashes');
  const url = parsedUrl(text);
  if (url === undefined) throw new EgressRefused(shown(text), 'it is no URL');
  if (url.username !== '' || url.password !== '') throw new EgressRefused(shown(url), 'it holds credentials');
  if (!allowed.some((pattern) => matches(pattern, url))) {
    throw new EgressRefused(shown(url), `${url.protocol}//${url.host} is not on the list of allowed hosts`);
  }
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const refusal = isIP(literal) === 0 ? undefined : mayReach(literal, literal);
  if (refusal !== undefined) throw new EgressRefused(shown(url), refusal);
  return url;
}

function checkedLookup(lookup: ResolveName, mayReach: AddressPolicy): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname).then(
      (found) => {
        const refusal = found.map(({ address }) => mayReach(hostname, address)).find((reason) => reason !== undefined);
        const [first] = found;
        if (refusal !== undefined) done(new EgressRefused(hostname, refusal), '');
        else if (first === undefined) done(Object.assign(new Error(`${hostname} has no address`), NO_ADDRESS), '');
        else if (options.all === true) done(null, [...found]);
        else done(null, first.address, first.family);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)), '');
      },
    );
  };
}

const NO_ADDRESS = { code: 'ENOTFOUND' };

/** Calls `begin` right before the first byte of the request goes to a connection. */
function noticing(begin: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        begin();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...told) => handler.onRequestUpgrade?.(...told),
      onResponseStart: (...told) => handler.onResponseStart?.(...told),
      onResponseData: (...told) => handler.onResponseData?.(...told),
      onResponseEnd: (...told) => handler.onResponseEnd?.(...told),
      onResponseError: (...told) => handler.onResponseError?.(...told),
    });
}

function answerOf(
  status: number,
  headers: Dispatcher.ResponseData['headers'],
  body: Dispatcher.ResponseData['body'],
  most: number,
  end: () => void,
): HttpResponse {
  return {
    status,
    header(name) {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    async text(maxBytes) {
      const limit = Math.min(maxBytes, most);
      const decoder = new TextDecoder();
      const parts: string[] = [];
      let bytes = 0;
      try {
        for await (const chunk of body as AsyncIterable<Uint8Array>) {
          bytes += chunk.byteLength;
          // Leaving the loop destroys the body, and with it the connection.
          if (bytes > limit) throw new BodyTooLargeError(limit);
          parts.push(decoder.decode(chunk, { stream: true }));
        }
      } finally {
        end();
      }
      return [...parts, decoder.decode()].join('');
    },
  };
}
