import type { TlsMaterial } from '@release-risk/query/bindingTarget';
import { BodyTooLargeError, type HttpRequest, type HttpResponse, type Transport } from '@release-risk/query/transport';
import type { Dispatcher } from 'undici';

type Send = (request: HttpRequest) => Promise<Dispatcher.ResponseData>;

/**
 * HTTP by undici, loaded with the first request. Without certificates of its own a binding uses the process's
 * default dispatcher; with them, those stand beside the authorities that Node trusts. Certificates are always
 * verified: there is no switch against it.
 */
export function undiciTransport(tls: TlsMaterial | undefined): Transport {
  let opened: Promise<Send> | undefined;
  return async (request) => {
    opened ??= open(tls);
    return toResponse(await (await opened)(request));
  };
}

async function open(tls: TlsMaterial | undefined): Promise<Send> {
  const { Agent, request: send } = await import('./undici.ts');
  const dispatcher = tls === undefined ? undefined : new Agent({ connect: await secured(tls) });
  return ({ url, method, headers, body, signal }) =>
    send(url, { method, headers, body, signal, ...(dispatcher === undefined ? {} : { dispatcher }) });
}

async function secured({ ca, cert, key }: TlsMaterial): Promise<{ ca?: string[]; cert?: string; key?: string }> {
  const { rootCertificates } = await import('node:tls');
  return {
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    ...(cert === undefined || key === undefined ? {} : { cert, key }),
  };
}

function toResponse({ statusCode, headers, body }: Dispatcher.ResponseData): HttpResponse {
  return {
    status: statusCode,
    header(name) {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    async text(maxBytes) {
      const decoder = new TextDecoder();
      const parts: string[] = [];
      let bytes = 0;
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        bytes += chunk.byteLength;
        // Leaving the loop destroys the body, and with it the connection.
        if (bytes > maxBytes) throw new BodyTooLargeError(maxBytes);
        parts.push(decoder.decode(chunk, { stream: true }));
      }
      return [...parts, decoder.decode()].join('');
    },
  };
}
