import { AppPlugin, PanelPlugin, type AppPluginMeta, type PanelPluginMeta, type PluginMeta } from '@grafana/data';
import { config } from '@grafana/runtime';
import { addResourceBundle, getResolvedLanguage } from 'grafana-internals/i18n';
import { loadAmdModule } from './amd-loader.ts';

const DEFAULT_LANGUAGE = 'en-US';
const panels = new Map<string, Promise<PanelPlugin>>();
const loaded = new Map<string, PanelPlugin>();

/** The panel plugin of an id, loaded once; rejects where there is none. */
export function importPanelPlugin(id: string): Promise<PanelPlugin> {
  const known = panels.get(id);
  if (known !== undefined) return known;
  const loading = loadPanel(id);
  panels.set(id, loading);
  return loading;
}

/** The panel plugin of an id where it is loaded already. */
export function panelPluginFromCache(id: string): PanelPlugin | undefined {
  return loaded.get(id);
}

async function loadPanel(id: string): Promise<PanelPlugin> {
  const meta: PanelPluginMeta | undefined = config.panels[id];
  if (meta === undefined) throw new Error(`There is no panel plugin "${id}" here`);
  const plugin = await pluginOf(meta);
  if (!(plugin instanceof PanelPlugin)) throw new Error(`${meta.module} exports no panel plugin`);
  plugin.meta = meta;
  loaded.set(id, plugin);
  return plugin;
}

/** The app plugin with its settings, as Grafana loads it for its pages. */
export async function importAppPlugin(meta: AppPluginMeta): Promise<AppPlugin> {
  const plugin = await pluginOf(meta);
  if (!(plugin instanceof AppPlugin)) throw new Error(`${meta.module} exports no app plugin`);
  plugin.init(meta);
  plugin.meta = meta;
  return plugin;
}

async function pluginOf(meta: PluginMeta): Promise<unknown> {
  await addTranslations(meta);
  const exported = await loadAmdModule(`/${meta.module}`);
  if (typeof exported !== 'object' || exported === null || !('plugin' in exported)) {
    throw new Error(`${meta.module} has no export "plugin"`);
  }
  return exported.plugin;
}

/** Grafana adds a plugin's translations before its module runs: those of the user's language, else the English ones. */
async function addTranslations({ id, translations = {} }: PluginMeta): Promise<void> {
  const wanted = getResolvedLanguage();
  const language = Object.hasOwn(translations, wanted) ? wanted : DEFAULT_LANGUAGE;
  const path = translations[language];
  if (path === undefined) return;
  const answer = await fetch(`/${path}`);
  const resources: unknown = await answer.json();
  if (typeof resources === 'object' && resources !== null) addResourceBundle(language, id, resources);
}
