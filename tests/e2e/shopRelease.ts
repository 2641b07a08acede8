import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import { readModel } from '@release-risk/language/document/readModel';
import { api, must, releaseRisk } from './grafanaUnderTest.ts';
import { dropModel, keepModel } from './keptModels.ts';
import { startReleasedShop, type ReleasedShop } from './releasedShop.ts';

export interface ShopRelease {
  readonly shop: ReleasedShop;
  /** Rules, contact points and dashboards. `gateway`: where the pipeline's contact point sends alerts. */
  apply(gateway: string): Promise<void>;
  remove(): Promise<void>;
}

const SINCE_S = 600;

const modelOf = (name: string, services: readonly string[]): string => `
apiVersion: releaserisk/v1
kind: RiskModel
name: ${name}
title: Shop
owner: Tests
identity: { labels: [service], services: [${services.join(', ')}] }
datasources: { metrics: prometheus }
deployment:
  datasource: metrics
  query: time() - max by (service, version) (app_deployed_timestamp_seconds)
  versionLabel: version
signals:
  - { id: errors, title: Errors, datasource: metrics, query: max by (service) (app_errors_ratio), unit: ratio, weight: 1, limit: { above: { yellow: 0.1, red: 0.2 } } }
policy: { for: 0s, keepFiringFor: 0s, warmUp: 1m, actionWindow: 2h, cooldown: 30m }
action: { mode: ask }
contactPoints: { pipeline: { gateway: ${name}-gateway }, team: ${name}-team }
`;

/** Services in a real Prometheus that run `version` since ten minutes, with a model of them in the app's settings. */
export async function shopRelease(name: string, services: readonly string[], version: string): Promise<ShopRelease> {
  const folder = await mkdtemp(join(tmpdir(), 'release-risk-e2e-'));
  const file = join(folder, 'model.yaml');
  await writeFile(file, modelOf(name, services));
  const shop = await startReleasedShop(services, version, Date.now() / 1000 - SINCE_S);
  const { url } = shop;
  await must(api('POST', '/api/datasources', { name, uid: name, type: 'prometheus', access: 'proxy', url }));
  const team = { uid: `${name}-team`, name: `${name}-team`, type: 'webhook', settings: { url: 'http://127.0.0.1:9' } };
  await must(api('POST', '/api/v1/provisioning/contact-points', team));
  const read = readModel(modelOf(name, services), name);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  await keepModel({ ...modelDocument(read.model) }, { metrics: name });
  return {
    shop,
    async apply(gateway) {
      const bound = ['--datasource', `metrics=${name}`, '--folder', `${name}-folder`, '--interval', '10s'];
      const pipeline = ['--pipeline', `${gateway}/v1/alerts/grafana`];
      const applied = await releaseRisk('apply', file, ...bound, ...pipeline, '--yes', '--quiet');
      if (applied.code !== 0) throw new Error(applied.stderr);
    },
    async remove() {
      await releaseRisk('destroy', file, '--yes', '--force', '--quiet');
      await dropModel(name);
      await api('DELETE', `/api/v1/provisioning/contact-points/${name}-team`);
      await api('DELETE', `/api/datasources/uid/${name}`);
      await shop.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
