import { z } from 'zod';
import type { GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';

/** What a resource of a datasource answered: JSON as it came, or why there is none. */
export type ResourceAnswer =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      /** Of the HTTP answer; undefined where none came. */
      readonly status: number | undefined;
      /** The words of the server, possibly empty. */
      readonly words: string;
      readonly reason: string;
      readonly hint: string;
    };

/**
 * Gets resources of datasources: what the server behind one answers to label and series look-ups, asked by Grafana.
 * What is refused is an answer, too, unless `isFatal` says that nothing else will be answered either.
 */
export function datasourceResource(
  client: GrafanaClient,
  isFatal: (error: GrafanaError) => boolean = () => false,
): (uid: string, path: string, params: readonly (readonly [string, string])[]) => Promise<ResourceAnswer> {
  return async (uid, path, params) => {
    const search = new URLSearchParams(params.map(([name, value]) => [name, value])).toString();
    const request = {
      operation: 'lookUpInDatasource',
      subject: JSON.stringify(uid),
      path: `/api/datasources/uid/${encodeURIComponent(uid)}/resources/${path}${search === '' ? '' : `?${search}`}`,
    } as const;
    try {
      return { ok: true, body: await client.read(request, z.unknown()) };
    } catch (error) {
      if (!(error instanceof GrafanaError) || isFatal(error)) throw error;
      const { status, serverMessage } = error.context;
      return { ok: false, status, words: serverMessage ?? '', reason: error.message, hint: error.hint };
    }
  };
}
