import { initPluginTranslations } from '@grafana/i18n';
import type React from 'react';

const APP_ID = 'releaserisk-app';

/** The tab on the plugin's page, once its texts are there in the user's language. */
export async function loadConfigPage(): Promise<{ readonly default: React.ComponentType }> {
  await initPluginTranslations(APP_ID);
  return import('../config/ConfigPage.tsx');
}
