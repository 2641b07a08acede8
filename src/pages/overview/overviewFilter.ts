import { VERDICT_WORDS, type VerdictWord } from '@release-risk/contract/verdict';

/** How the services are put together. */
export type Grouping = 'none' | 'model' | 'tenant';

/** What a person wants to see of all services. It stands in the page's address; empty texts mean all. */
export interface OverviewFilter {
  readonly search: string;
  /** Name of a model. */
  readonly model: string;
  /** Value of the first of several identity labels. */
  readonly tenant: string;
  readonly verdict: VerdictWord | undefined;
  readonly group: Grouping;
}

const GROUPINGS: readonly Grouping[] = ['none', 'model', 'tenant'];

/** What an address says; what makes no sense there means all. */
export function filterIn(params: URLSearchParams): OverviewFilter {
  const said = params.get('verdict');
  const group = params.get('group');
  return {
    search: params.get('search') ?? '',
    model: params.get('model') ?? '',
    tenant: params.get('tenant') ?? '',
    verdict: VERDICT_WORDS.find((word) => word === said),
    group: GROUPINGS.find((one) => one === group) ?? 'none',
  };
}

/** The same address with this filter; what means all is left out. */
export function withFilter(params: URLSearchParams, filter: OverviewFilter): URLSearchParams {
  const next = new URLSearchParams(params);
  const { search, model, tenant, verdict = '', group } = filter;
  for (const [key, value] of Object.entries({ search, model, tenant, verdict })) {
    if (value === '') next.delete(key);
    else next.set(key, value);
  }
  if (group === 'none') next.delete('group');
  else next.set('group', group);
  return next;
}
