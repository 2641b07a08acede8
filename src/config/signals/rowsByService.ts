import { identityKey } from '@release-risk/compiler/identity';
import type { Identity } from '@release-risk/model/model';
import type { Sample } from '@release-risk/query/source';

/** An answer as a model reads it. */
export interface ServiceAnswer {
  /** In the order of the answer; of several rows for one service the first. */
  readonly services: readonly { readonly service: Identity; readonly value: number }[];
  /** Rows that lack a label which tells services apart. */
  readonly unnamed: number;
  /** Some service has more than one row. */
  readonly several: boolean;
}

export function rowsByService(samples: readonly Sample[], labels: readonly string[]): ServiceAnswer {
  const services = new Map<string, { readonly service: Identity; readonly value: number }>();
  let unnamed = 0;
  let several = false;
  for (const { labels: row, value } of samples) {
    if (labels.some((label) => (row[label] ?? '') === '')) {
      unnamed += 1;
      continue;
    }
    const service = Object.fromEntries(labels.map((label) => [label, row[label] ?? '']));
    const key = identityKey(labels, service);
    if (services.has(key)) several = true;
    else services.set(key, { service, value });
  }
  return { services: [...services.values()], unnamed, several };
}
