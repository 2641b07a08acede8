/** What a person wants to see of all releases. It stands in the page's address; empty texts mean all. */
export interface ReleaseFilter {
  /** Name of a model. */
  readonly model: string;
  /** A service as people name it. */
  readonly service: string;
  /** Ids of the releases that are compared, at most two. */
  readonly compared: readonly string[];
}

const COMPARED = 2;

export function filterIn(params: URLSearchParams): ReleaseFilter {
  return {
    model: params.get('model') ?? '',
    service: params.get('service') ?? '',
    compared: [...new Set(params.getAll('compare'))].slice(0, COMPARED),
  };
}

/** The same address with this filter; what means all is left out. */
export function withFilter(params: URLSearchParams, { model, service, compared }: ReleaseFilter): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries({ model, service })) {
    if (value === '') next.delete(key);
    else next.set(key, value);
  }
  next.delete('compare');
  for (const id of compared) next.append('compare', id);
  return next;
}
