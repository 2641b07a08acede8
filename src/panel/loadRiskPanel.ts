import { initPluginTranslations } from '@grafana/i18n';

const PANEL_ID = 'releaserisk-panel';

/** The panel, once its texts are there in the user's language. */
export async function loadRiskPanel(): Promise<typeof import('./RiskPanel.tsx')> {
  await initPluginTranslations(PANEL_ID);
  return import('./RiskPanel.tsx');
}
