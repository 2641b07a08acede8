import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { LINKS, pathOfAlert, pathOfPanel } from './extensions.ts';

vi.mock('@grafana/data', () => ({
  PluginExtensionPoints: {
    DashboardPanelMenu: 'grafana/dashboard/panel/menu',
    AlertInstanceAction: 'grafana/alerting/instance/action',
    CommandPalette: 'grafana/commandpalette/action',
  },
}));

const DECLARED = JSON.parse(readFileSync('src/plugin.json', 'utf8')) as {
  readonly extensions: { readonly addedLinks: readonly unknown[] };
};

describe('What Grafana’s menus offer', () => {
  it('is declared in plugin.json letter by letter', () => {
    const inCode = LINKS.map(({ targets, title, description }) => ({ targets: [targets].flat(), title, description }));
    expect(DECLARED.extensions.addedLinks).toEqual(inCode);
  });

  it('has titles as long as Grafana wants them, and leads into the app', () => {
    for (const { title, path } of LINKS) {
      expect(title.length).toBeGreaterThanOrEqual(10);
      expect(path).toMatch(/^\/a\/releaserisk-app\//);
    }
  });
});

describe('The menu of a panel', () => {
  const panel = (targets: unknown, more: object = {}) => ({ id: 7, dashboard: { uid: 'd 1' }, targets, ...more });
  const of = (type: string) => ({ refId: 'A', datasource: { type, uid: 'u' } });

  it.each([
    ['no queries', panel([])],
    ['queries that cannot be scored', panel([of('tempo'), of('-- Mixed --'), { refId: 'B' }, null])],
    ['no list of queries', panel(undefined)],
    ['a dashboard that was never saved', panel([of('loki')], { dashboard: { uid: '' } })],
    ['no dashboard', panel([of('loki')], { dashboard: undefined })],
    ['nothing', undefined],
  ])('with %s offers nothing', (_, context) => {
    expect(pathOfPanel(context)).toBeUndefined();
  });

  it('with one query that can be scored leads to the guided start, with the panel', () => {
    expect(pathOfPanel(panel([of('tempo'), of('prometheus')]))).toBe(
      '/a/releaserisk-app/start?from=panel&dashboard=d+1&panel=7',
    );
  });
});

describe('The menu of an alert', () => {
  it.each([
    ['of somebody else', { instance: { labels: { alertname: 'a', service: 's' } } }],
    ['without labels', { instance: {} }],
    ['that is none', null],
  ])('%s offers nothing', (_, context) => {
    expect(pathOfAlert(context)).toBeUndefined();
  });

  it('of ours leads to its service, without what Grafana and the rule added', () => {
    const labels = {
      alertname: 'x',
      grafana_folder: 'f',
      release_risk_model: 'shop/1',
      release_risk_rule: 'act',
      severity: 'critical',
      version: '1.2',
      __grafana_origin: 'o',
      tenant: 'a&b',
      service: 'pay',
    };
    expect(pathOfAlert({ instance: { labels } })).toBe(
      '/a/releaserisk-app/service/shop%2F1?label.tenant=a%26b&label.service=pay',
    );
  });
});
