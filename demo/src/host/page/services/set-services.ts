import { EventBusSrv, type EventBus, locationUtil } from '@grafana/data';
import {
  config,
  locationService,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { initDataSourceInstanceSettings } from 'grafana-internals/data-source-settings';
import { setExpressionDataSourceInstance } from 'grafana-internals/expression-source';
import { initializeI18n } from 'grafana-internals/i18n';
import { initializeLoggersRegistry } from 'grafana-internals/loggers';
import { setPluginPage } from 'grafana-internals/plugin-page';
import { PluginPage } from '../app/PluginPage.tsx';
import { importPanelPlugin, panelPluginFromCache } from '../plugin/import-plugin.ts';
import { createBackendSrv } from './backend-srv.ts';
import { dataSources, expressions } from './data-sources.ts';
import { runRequest } from './run-request.ts';
import { templateSrv } from './variables.ts';

/** Everything Grafana's `app.ts` puts in place before it draws, as far as plugins can reach it; in its order. */
export async function setServices(): Promise<EventBus> {
  const { user } = config.bootData;
  const events = new EventBusSrv();
  initializeLoggersRegistry();
  const translations = initializeI18n(
    { language: user.language, ns: ['grafana'], module: NO_TRANSLATIONS },
    user.language,
  );
  setBackendSrv(createBackendSrv(events));
  setEchoSrv({ addBackend: () => undefined, addEvent: () => undefined, flush: () => undefined });
  setPluginPage(PluginPage);
  setLocationSrv(locationService);
  setCurrentUser(user);
  setAppEvents(events);
  await translations;
  setRunRequest(runRequest);
  setPluginImportUtils({ importPanelPlugin, getPanelPluginFromCache: panelPluginFromCache });
  locationUtil.initialize({
    config: config.bootData.settings,
    getTimeRangeForUrl: () => ({ from: 'now-6h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  setDataSourceSrv(dataSources);
  // From 13.2 on the packages look datasources up by themselves.
  initDataSourceInstanceSettings(config.datasources, config.defaultDatasource);
  setExpressionDataSourceInstance(expressions);
  setTemplateSrv(templateSrv);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setReturnToPreviousHook(() => () => undefined);
  setChromeHeaderHeightHook(() => 0);
  return events;
}

/**
 * Grafana's own texts are not in npm, so the page is English around the plugin. One text has to be there, since a
 * language without any is no language to i18next.
 */
const NO_TRANSLATIONS = {
  type: 'backend',
  init: () => undefined,
  read: (_language: string, _namespace: string, done: (error: null, resources: object) => void) => {
    done(null, { _comment: 'The stand-in for Grafana has no texts of its own' });
  },
} as const;
