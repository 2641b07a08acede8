import { initPluginTranslations } from '@grafana/i18n';
import type * as RiskPanel from './RiskPanel.tsx';

const PANEL_ID = 'releaserisk-panel';

/** The panel, once its texts are there in the user's language. */
export async function loadRiskPanel(): Promise<typeof RiskPanel> {
  await initPluginTranslations(PANEL_ID);
  return import('./RiskPanel.tsx');
}
