import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { grafanaClient } from '@release-risk/grafana/client';
import { patientClock } from '@release-risk/grafana/testing/clocks';
import { fakeGrafana, type FakeGrafana } from '@release-risk/grafana/testing/fakeGrafana';
import type { Host, HostDatasource } from '../../../../risk/host.ts';

export const METRICS: HostDatasource = {
  uid: 'uid-metrics',
  name: 'Metrics',
  type: 'prometheus',
  isDefault: true,
  scrapeInterval: 15,
};
export const LOGS: HostDatasource = { ...METRICS, uid: 'uid-logs', name: 'Logs', type: 'loki', isDefault: false };

interface Given {
  /** The settings of the app; undefined: it is not installed. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly may?: readonly string[];
  readonly datasources?: readonly HostDatasource[];
}

/** A Grafana in memory as the editors see it. */
export function fakeHost(given: Given = {}): { readonly host: Host; readonly fake: FakeGrafana } {
  const fake = fakeGrafana();
  const settings = 'settings' in given ? given.settings : { enabled: true, jsonData: {} };
  if (settings !== undefined) fake.plugins.set(PLUGIN_ID, settings);
  const target = { url: 'http://grafana', auth: { kind: 'none' } } as const;
  const host: Host = {
    client: (signal) => grafanaClient(target, fake.transport, patientClock(), signal),
    gateway: () => Promise.reject(new Error('The editors ask no gateway')),
    may: (action) => (given.may ?? ['plugins:write']).includes(action),
    user: 'tester',
    datasources: () => given.datasources ?? [METRICS, LOGS],
    address: (path) => path,
  };
  return { host, fake };
}
