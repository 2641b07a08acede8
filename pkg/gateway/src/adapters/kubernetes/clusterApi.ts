import type { ReadSecret, SecretReference } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import { sendCallOver } from '../../egress/exchange.ts';
import type { Exchange } from '../../egress/exchange.ts';
import { readingOf } from '../reading.ts';
import type { Reading } from '../reading.ts';
import type { z } from 'zod';
import { pageSchema } from './objects.ts';

/** One operation of a JSON patch (RFC 6902). */
export interface PatchOperation {
  readonly op: 'test' | 'add' | 'replace';
  readonly path: string;
  readonly value: unknown;
}

export type Patch =
  | { readonly type: 'json'; readonly operations: readonly PatchOperation[] }
  | { readonly type: 'merge'; readonly value: object };

/** A Kubernetes API server. Paths begin with `/apis` or `/api`. Rejects only when `signal` aborts. */
export interface ClusterApi {
  get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<Reading<T>>;
  /** All items of a list, page by page; `failed` where not all of them could be had. */
  list<T>(path: string, selector: string, item: z.ZodType<T>, signal: AbortSignal): Promise<Reading<readonly T[]>>;
  patch(path: string, patch: Patch, signal: AbortSignal): Promise<Exchange>;
}

const PAGE = 250;
const MOST_PAGES = 40;
const CONTENT_TYPES = { json: 'application/json-patch+json', merge: 'application/merge-patch+json' } as const;

/**
 * Plain calls: the official client reads objects into its own classes and drops the fields that it does not know, and
 * a pod template has to go back as it came. Throws what `readSecret` throws.
 */
export function clusterApi(
  { url, token }: { readonly url: string; readonly token: SecretReference },
  { egress, readSecret }: { readonly egress: Egress; readonly readSecret: ReadSecret },
): ClusterApi {
  // Missing at the start is an error of whoever configured it.
  readSecret(token);
  async function call(
    method: 'GET' | 'PATCH',
    path: string,
    content: { readonly type: string; readonly body: string } | undefined,
    signal: AbortSignal,
  ): Promise<Exchange> {
    let secret;
    try {
      secret = readSecret(token);
    } catch {
      return { kind: 'notSent', final: false, reason: 'the token cannot be read' };
    }
    const headers = {
      authorization: `Bearer ${secret}`,
      accept: 'application/json',
      ...(content === undefined ? {} : { 'content-type': content.type }),
    };
    const body = content === undefined ? {} : { body: content.body };
    return sendCallOver(egress, [secret])({ method, url: `${url}${path}`, headers, ...body }, signal);
  }

  return {
    get: async (path, schema, signal) => readingOf(await call('GET', path, undefined, signal), schema),

    async list<T>(path: string, selector: string, item: z.ZodType<T>, signal: AbortSignal) {
      const items: T[] = [];
      let after = '';
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const query = new URLSearchParams({ labelSelector: selector, limit: String(PAGE) });
        if (after !== '') query.set('continue', after);
        const exchange = await call('GET', `${path}?${query.toString()}`, undefined, signal);
        const reading = readingOf(exchange, pageSchema(item));
        if (reading.kind !== 'read') return { kind: 'failed', reason: reading.reason };
        items.push(...reading.value.items);
        after = reading.value.metadata.continue ?? '';
        if (after === '') return { kind: 'read', value: items };
      }
      return { kind: 'failed', reason: `it lists more than ${String(PAGE * MOST_PAGES)}` };
    },

    patch: (path, patch, signal) => {
      const body = JSON.stringify(patch.type === 'json' ? patch.operations : patch.value);
      return call('PATCH', path, { type: CONTENT_TYPES[patch.type], body }, signal);
    },
  };
}
