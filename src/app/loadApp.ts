import { initPluginTranslations } from '@grafana/i18n';
import type * as App from './App.tsx';

const APP_ID = 'releaserisk-app';

/** The app, once its texts are there in the user's language. */
export async function loadApp(): Promise<typeof App> {
  await initPluginTranslations(APP_ID);
  return import('./App.tsx');
}
