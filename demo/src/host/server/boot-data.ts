import type { HostContent, StandInDatasource } from './content.ts';
import type { PluginFiles } from './files/plugin-files.ts';

/** How somebody wants to see the page. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: string;
}

/** What Grafana writes into its page as `window.grafanaBootData`, as far as the packages and the plugin read it. */
export function bootData(content: HostContent, plugins: readonly PluginFiles[], { theme, language }: Look): object {
  const { user, datasources, dashboards, settings } = content;
  const apps = plugins.filter(({ meta }) => meta.type === 'app');
  return {
    settings: {
      appSubUrl: '',
      appUrl: '/',
      buildInfo: { version: 'stand-in', commit: 'stand-in', env: 'development', edition: 'Open Source' },
      featureToggles: {},
      expressionsEnabled: true,
      exploreEnabled: true,
      unifiedAlertingEnabled: true,
      defaultDatasource: datasources.find(({ isDefault }) => isDefault)?.name ?? '',
      datasources: Object.fromEntries(datasources.map((one, index) => [one.name, settingsOf(one, index + 1)])),
      panels: Object.fromEntries(
        plugins.filter(({ meta }) => meta.type === 'panel').map(({ meta }) => [meta.id, { ...meta, sort: 100 }]),
      ),
      apps: Object.fromEntries(
        apps.map(({ meta }) => [
          meta.id,
          { id: meta.id, path: `/${meta.module}`, version: meta.info.version, preload: false },
        ]),
      ),
    },
    user: {
      id: 1,
      uid: 'stand-in',
      isSignedIn: true,
      login: user.login,
      name: user.name,
      email: '',
      orgId: 1,
      orgName: 'Main Org.',
      orgRole: user.role,
      orgCount: 1,
      theme,
      lightTheme: theme === 'light',
      language,
      timezone: 'browser',
      weekStart: '',
      permissions: Object.fromEntries(Object.keys(user.permissions).map((action) => [action, true])),
    },
    navTree: [
      ...dashboards.map(({ uid, title }) => ({ id: uid, text: title, url: `/d/${uid}` })),
      ...apps.flatMap(({ meta }) => pagesOf(meta, settings.enabled)),
    ],
  };
}

/** The pages that an app puts into the navigation, and the one on which it can be enabled in any case. */
function pagesOf({ id, name, includes }: PluginFiles['meta'], enabled: boolean): readonly object[] {
  const configuration = `/plugins/${id}`;
  const pages = includes.flatMap((page) =>
    page.addToNav && page.path !== undefined && page.path !== configuration ? [{ ...page, path: page.path }] : [],
  );
  return [
    ...(enabled ? pages : []).map((page) => ({ id: page.path, text: `${name}: ${page.name}`, url: page.path })),
    { id: configuration, text: `${name}: configuration`, url: configuration },
  ];
}

function settingsOf({ uid, name, type, isDefault }: StandInDatasource, id: number): object {
  return {
    id,
    uid,
    name,
    type,
    isDefault,
    access: 'proxy',
    url: `/api/datasources/proxy/uid/${uid}`,
    readOnly: true,
    jsonData: {},
    meta: {
      id: type,
      name: type,
      type: 'datasource',
      metrics: true,
      info: { logos: { small: '', large: '' } },
      module: '',
      baseUrl: '',
    },
  };
}
