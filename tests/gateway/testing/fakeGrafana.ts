import { type FakeAnswer, type FakeRequest, faultyServer } from '@release-risk/gateway/adapters/testing/faultyServer';

const RULE = 'rr-faults-act';

/** What Grafana tells of one alert: of those that fire, and in the history of its rule. */
export interface FakeGrafana {
  readonly url: string;
  readonly token: string;
  /** Alerts that fire now, by their labels. */
  readonly firing: Map<string, { readonly labels: Readonly<Record<string, string>>; readonly startsAt: number }>;
  /** The alert fires from now on. */
  fire(labels: Readonly<Record<string, string>>): void;
  resolve(labels: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/**
 * As much of Grafana 12.2 as a look for alerts reads: its Alertmanager, which forgets what resolved; its rules; and the
 * history of each, which is kept in annotations.
 */
export async function startFakeGrafana(): Promise<FakeGrafana> {
  const token = 'glsa_fake';
  const firing: FakeGrafana['firing'] = new Map();
  const history: { readonly at: number; readonly text: string; readonly prev: string; readonly next: string }[] = [];
  const keyOf = (labels: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(labels).sort());
  const change = (labels: Readonly<Record<string, string>>, prev: string, next: string) => {
    const listed = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    history.push({ at: Date.now(), text: `Faults: High release risk {${listed.join(', ')}} - A=1.000000`, prev, next });
  };

  const answer = ({ path, query, headers }: FakeRequest): FakeAnswer => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, json: { message: 'Unauthorized' } };
    switch (path) {
      case '/api/alertmanager/grafana/api/v2/alerts':
        return { status: 200, json: [...firing.values()].map(listedAlert) };
      case '/api/alertmanager/grafana/api/v2/silences':
      case '/api/annotations':
        return { status: 200, json: [] };
      case '/api/prometheus/grafana/api/v1/rules':
        return { status: 200, json: rules(firing.size > 0) };
      case '/api/v1/rules/history': {
        const [from, to] = [1000 * Number(query.get('from')), 1000 * Number(query.get('to'))];
        const found = history.filter(({ at }) => query.get('ruleUID') === RULE && at >= from && at <= to);
        return { status: 200, json: frameOf(found) };
      }
      default:
        return { status: 404, json: { message: 'Not found' } };
    }
  };
  const server = await faultyServer(answer);
  return {
    url: server.url,
    token,
    firing,
    fire(labels) {
      firing.set(keyOf(labels), { labels, startsAt: Date.now() });
      change(labels, 'Normal', 'Alerting');
    },
    resolve(labels) {
      firing.delete(keyOf(labels));
      change(labels, 'Alerting', 'Normal');
    },
    close: server.close,
  };
}

function listedAlert({
  labels,
  startsAt,
}: {
  readonly labels: Readonly<Record<string, string>>;
  readonly startsAt: number;
}) {
  return {
    labels: { ...labels, __alert_rule_uid__: RULE, grafana_folder: 'Release Risk' },
    annotations: { action: 'act', cause: 'Errors 40 %' },
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(Date.now() + 240_000).toISOString(),
    generatorURL: '',
    fingerprint: 'f',
    status: { state: 'active', silencedBy: [], inhibitedBy: [] },
  };
}

function rules(isFiring: boolean) {
  const rule = {
    uid: RULE,
    name: 'Faults: High release risk',
    state: isFiring ? 'firing' : 'inactive',
    labels: { release_risk_model: 'faults', release_risk_rule: 'act' },
  };
  return { status: 'success', data: { groups: [{ name: 'faults', folderUid: 'rr', interval: 10, rules: [rule] }] } };
}

function frameOf(
  changes: readonly { readonly at: number; readonly text: string; readonly prev: string; readonly next: string }[],
) {
  const fields = ['time', 'text', 'prev', 'next'].map((name) => ({ name }));
  const values = [
    changes.map(({ at }) => at),
    changes.map(({ text }) => text),
    changes.map(({ prev }) => prev),
    changes.map(({ next }) => next),
  ];
  return { schema: { fields }, data: { values } };
}
