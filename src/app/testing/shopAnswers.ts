import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { planOf } from '../../risk/read/planOf.ts';
import type { Answering, CannedAnswer } from '../../testing/cannedHost.ts';
import { answersTo, queryResponseOf, type ServiceReadings } from '../../testing/planAnswered.ts';
import { readingsOf, SHOP, SHOP_MODEL } from '../../testing/shop.ts';

/** The queue of the cart is red. */
const SHOP_READ: readonly ServiceReadings[] = [readingsOf('cart', 1, 0, 5), readingsOf('pay', 1, 0, 0)];

/** What Grafana answers to the queries of the shop. */
export function shopScores(
  read: readonly ServiceReadings[] = SHOP_READ,
  failing: Readonly<Record<string, string>> = {},
): CannedAnswer {
  const plan = planOf(
    SHOP_MODEL,
    read.map(({ service }) => service),
  );
  return queryResponseOf(answersTo(SHOP_MODEL, plan, read, failing));
}

/** Settings with these documents, as Grafana gives them. */
export function settingsWith(models: readonly unknown[], more: object = {}): CannedAnswer {
  return { body: { enabled: true, jsonData: { revision: 1, models, bindings: {} }, ...more } };
}

/** A deployment of the cart. */
export function deployed(version: string, startedAt: string, more: Partial<DeploymentRecord> = {}): DeploymentRecord {
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id: `cart ${version}`,
    labels: { service: 'cart' },
    version,
    startedAt,
    kind: 'deploy',
    migrations: 'none',
    ...more,
  };
}

/** Records as annotations. */
export function annotationsOf(records: readonly { readonly startedAt?: string }[]): CannedAnswer {
  return {
    body: records.map((data, id) => ({ id, time: Date.parse(data.startedAt ?? ''), text: '', tags: [], data })),
  };
}

/** Answers by the beginning of the path; what is not there is an empty list of its kind. */
export function answering(answers: Readonly<Record<string, CannedAnswer | Answering>>): Answering {
  return (request) => {
    const found = Object.entries({ ...EMPTY, ...answers })
      .sort(([a], [b]) => b.length - a.length)
      .find(([begins]) => request.path.startsWith(begins))?.[1];
    if (found === undefined) throw new Error(`nobody answers ${request.path}`);
    return typeof found === 'function' ? found(request) : found;
  };
}

const EMPTY: Readonly<Record<string, CannedAnswer | Answering>> = {
  '/api/plugins/releaserisk-app/settings': settingsWith([SHOP]),
  '/api/ds/query': shopScores(),
  '/api/annotations': { body: [] },
  '/api/alertmanager': { body: [] },
  '/api/prometheus': { body: { data: { groups: [] } } },
  '/api/v1/rules/history': { body: { schema: { fields: [] }, data: { values: [] } } },
};
