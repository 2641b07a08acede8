/** What a resource of a datasource answered: JSON as it came, or why there is none. */
export type ResourceAnswer =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      /** Of the HTTP answer; undefined where none came. */
      readonly status: number | undefined;
      /** The server's own words, possibly empty. */
      readonly words: string;
      readonly reason: string;
      readonly hint: string;
    };

/**
 * Gets `/api/datasources/uid/<uid>/resources/<path>` (no leading slash) of the one Grafana: what the datasource's own
 * server answers. Never rejects but on abort.
 */
export type GetResource = (
  uid: string,
  path: string,
  params: readonly (readonly [name: string, value: string])[],
  signal?: AbortSignal,
) => Promise<ResourceAnswer>;
