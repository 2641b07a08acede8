/**
 * Doors of Grafana's packages that only Grafana itself goes through. They are in the published packages but not in
 * their exports, so the bundle finds them by file (bundle/host-bundle.ts).
 */
declare module 'grafana-internals/plugin-page' {
  import type { PluginPageType } from '@grafana/runtime';
  export function setPluginPage(component: PluginPageType): void;
}

declare module 'grafana-internals/i18n' {
  import type { i18n } from 'i18next';
  export function initializeI18n(
    options: { language?: string; ns?: string[]; module?: { type: 'backend' } },
    regionalFormat: string,
  ): Promise<{ language: string | undefined }>;
  export function addResourceBundle(language: string, namespace: string, resources: object): void;
  export function getI18nInstance(): i18n;
  export function getResolvedLanguage(): string;
}

declare module 'grafana-internals/loggers' {
  export function initializeLoggersRegistry(): void;
}

declare module 'grafana-internals/data-source-settings' {
  import type { DataSourceInstanceSettings } from '@grafana/data';
  export function initDataSourceInstanceSettings(
    settings: Record<string, DataSourceInstanceSettings>,
    defaultName: string,
  ): void;
}

declare module 'grafana-internals/expression-source' {
  import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
  export function setExpressionDataSourceInstance(
    source: DataSourceApi & { readonly instanceSettings: DataSourceInstanceSettings },
  ): void;
}
