import { locationService } from '@grafana/runtime';

/** Opens the editor of a panel of the dashboard that is shown. */
export function openPanelEditor(panelId: number): void {
  locationService.partial({ editPanel: panelId });
}
