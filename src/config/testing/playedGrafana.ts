import { planOf } from '../../risk/read/planOf.ts';
import { cannedHost, type CannedAnswer, type CannedHost, type CannedRequest } from '../../testing/cannedHost.ts';
import { answersTo, queryResponseOf } from '../../testing/planAnswered.ts';
import { readingsOf, SHOP, SHOP_MODEL } from '../../testing/shop.ts';

/** What a played Grafana holds and how it answers. */
export interface Played {
  readonly models?: readonly unknown[];
  readonly permissions?: readonly string[];
  readonly enabled?: boolean;
  /** Answers a request otherwise; undefined leaves it to the played Grafana. */
  readonly otherwise?: (request: CannedRequest) => CannedAnswer | undefined;
}

interface PlayedGrafana extends CannedHost {
  /** The settings as they stand; somebody else may write them too. */
  settings: { enabled: boolean; jsonData: Readonly<Record<string, unknown>> };
  /** Bodies of all writes of the settings. */
  written(): readonly unknown[];
}

const UPDATED = 'Plugin settings updated';
const NOT_FOUND = 'not found';
const READ = [readingsOf('cart', 1, 0, 5), readingsOf('pay', 1, 0, 0)];

/** A Grafana that holds the app's settings, answers the shop's queries, and remembers what is written. */
export function playedGrafana({
  models = [SHOP],
  permissions = ['plugins:write'],
  enabled = true,
  otherwise,
}: Played = {}) {
  const plan = planOf(
    SHOP_MODEL,
    READ.map(({ service }) => service),
  );
  const readings = queryResponseOf(answersTo(SHOP_MODEL, plan, READ));
  const canned = cannedHost({
    permissions,
    answer: (request) => {
      const other = otherwise?.(request);
      if (other !== undefined) return other;
      const { method, path, body } = request;
      if (path === '/api/plugins/releaserisk-app/settings') {
        if (method === 'GET') return { body: played.settings };
        played.settings = body as PlayedGrafana['settings'];
        return { body: { message: UPDATED } };
      }
      if (path.startsWith('/api/ds/query')) return readings;
      if (path.endsWith('/health')) return { body: { status: 'OK' } };
      if (path === '/api/v1/provisioning/contact-points') return { body: [{ name: 'team', type: 'email' }] };
      return { status: 404, body: { message: NOT_FOUND } };
    },
  });
  const played: PlayedGrafana = {
    ...canned,
    settings: { enabled, jsonData: { revision: 3, models, bindings: {}, kept: 'as it is' } },
    written: () =>
      canned.requests
        .filter(({ method, path }) => method === 'POST' && path.includes('/settings'))
        .map(({ body }) => body),
  };
  return played;
}
