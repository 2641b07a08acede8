import { grafanaClient } from '@release-risk/grafana/client';
import { patientClock } from '@release-risk/grafana/testing/clocks';
import { fakeGrafana } from '@release-risk/grafana/testing/fakeGrafana';
import { describe, expect, it } from 'vitest';
import { installedPlugin } from './installedPlugin.ts';

/** A Grafana with these plugins; what a nested panel says of `enabled` is always false. */
function withPlugins(plugins: Readonly<Record<string, boolean>>) {
  const fake = fakeGrafana();
  fake.before = (_request, path) => {
    const id = /^\/api\/plugins\/([^/]+)\/settings$/.exec(path)?.[1] ?? '';
    return id in plugins
      ? { status: 200, body: { enabled: plugins[id], info: { version: '0.1.0' } } }
      : { status: 404, body: { message: 'Plugin not found, no installed plugin with that id' } };
  };
  const target = { url: 'http://grafana', auth: { kind: 'token', token: 't' } } as const;
  return installedPlugin(grafanaClient(target, fake.transport, patientClock()));
}

describe('The plugin', () => {
  it.each([
    ['missing', {}],
    ['missing', { 'releaserisk-panel': false }],
    ['disabled', { 'releaserisk-app': false, 'releaserisk-panel': false }],
    ['withoutPanel', { 'releaserisk-app': true }],
    ['ready', { 'releaserisk-app': true, 'releaserisk-panel': false }],
  ])('is %s where Grafana has %j', async (kind, plugins) => {
    expect((await withPlugins(plugins)).kind).toBe(kind);
  });
});
