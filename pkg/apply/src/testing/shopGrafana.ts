import { grafanaClient } from '@release-risk/grafana/client';
import { patientClock } from '@release-risk/grafana/testing/clocks';
import { fakeGrafana, type FakeGrafana } from '@release-risk/grafana/testing/fakeGrafana';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import type { PostQuery } from '@release-risk/query/grafanaSource';

export const AT = Date.UTC(2026, 10, 21, 12) / 1000;

/** A model of one service and one signal; `rest` is more of its text. */
export function shopModel(rest = '', limit = '{ above: { yellow: 2, red: 4 } }'): RiskModel {
  const text = `apiVersion: releaserisk/v1
kind: RiskModel
name: shop
identity: { labels: [service], services: [a] }
datasources: { metrics: prometheus }
contactPoints: { pipeline: { gateway: gw }, team: people }
${rest}
signals:
  - { id: errors, title: Errors, datasource: metrics, query: sum by (service) (errors), weight: 1, limit: ${limit} }
`;
  const read = readModel(text, 'shop.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.model;
}

/** A Grafana with these datasources and the team's contact point, and nothing else. */
export function shopGrafana(uids: readonly string[] = ['prom']): FakeGrafana {
  const fake = fakeGrafana();
  fake.contactPoints.set('people', { uid: 'people', name: 'people', type: 'email', settings: {} });
  fake.before = (_request, path) =>
    path === '/api/datasources'
      ? { status: 200, body: uids.map((uid) => ({ uid, name: uid.toUpperCase(), type: 'prometheus' })) }
      : undefined;
  return fake;
}

export function clientOf(fake: FakeGrafana) {
  const target = { url: 'http://grafana', auth: { kind: 'token', token: 't' } } as const;
  return grafanaClient(target, fake.transport, patientClock());
}

/** Queries are not answered. */
export const SILENT: PostQuery = () =>
  Promise.resolve({ ok: false, reason: 'the datasource is gone', hint: 'Bind another.' });
