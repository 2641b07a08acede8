import { config, getDataSourceSrv } from '@grafana/runtime';
import { grafanaClient } from '@release-risk/grafana/client';
import { parseDuration } from '@release-risk/language/queryText/duration';
import { hostClock } from '@release-risk/query/hostClock';
import type { Host, HostDatasource } from '../risk/host.ts';
import { gatewaySend } from './gatewaySend.ts';
import { backendTransport } from './backendTransport.ts';

/** The Grafana that this plugin runs in. */
export function grafanaHost(): Host {
  const base = `${window.location.origin}${config.appSubUrl}`;
  const transport = backendTransport(base);
  const clock = hostClock({
    now: () => Date.now(),
    setTimeout: (run, ms) => window.setTimeout(run, ms),
    clearTimeout: (handle) => {
      window.clearTimeout(handle);
    },
  });
  const { user } = config.bootData;
  return {
    client: (signal) => grafanaClient({ url: base, auth: { kind: 'none' } }, transport, clock, signal),
    gateway: gatewaySend(base, transport),
    may: (action) => user.permissions?.[action] === true,
    user: user.isSignedIn ? user.login || user.name : undefined,
    datasources: () =>
      getDataSourceSrv()
        .getList({ type: ['prometheus', 'loki'] })
        .flatMap(({ uid, name, type, isDefault, jsonData }): HostDatasource[] => {
          if (type !== 'prometheus' && type !== 'loki') return [];
          const scrapeInterval = secondsOf(Reflect.get(jsonData ?? {}, 'timeInterval'));
          return [{ uid, name, type, isDefault: isDefault === true, scrapeInterval }];
        }),
    address: (path) => `${config.appSubUrl}${path}`,
  };
}

/** What Grafana takes where a datasource does not say it; seconds. */
const DEFAULT_SCRAPE_INTERVAL = 15;

function secondsOf(interval: unknown): number {
  const seconds = typeof interval === 'string' ? parseDuration(interval.replace(/^>/, '').trim()) : undefined;
  return seconds !== undefined && seconds >= 1 ? seconds : DEFAULT_SCRAPE_INTERVAL;
}
