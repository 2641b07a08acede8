import type { Identity } from '@release-risk/model/model';

/** What the deployment of a service froze: the moment it began (epoch seconds), and the baselines taken then. */
export interface FrozenAt {
  readonly service: Identity;
  readonly at: number;
  /** By signal id. */
  readonly baselines: Readonly<Record<string, { readonly mean: number; readonly deviation?: number | undefined }>>;
}

/** Services by the moment their deployment began: one query part per moment. */
export function byMoment(frozen: readonly FrozenAt[]): readonly { at: number; services: readonly Identity[] }[] {
  const moments = new Map<number, Identity[]>();
  for (const { at, service } of frozen) {
    const services = moments.get(at);
    if (services) services.push(service);
    else moments.set(at, [service]);
  }
  return [...moments].sort(([a], [b]) => a - b).map(([at, services]) => ({ at, services }));
}
