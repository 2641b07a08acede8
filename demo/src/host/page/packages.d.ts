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
