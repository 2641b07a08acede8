import type { BootData } from '@grafana/data';

/** What the server tells the page before anything of Grafana is loaded; the shape of `window.grafanaBootData`. */
declare global {
  interface Window {
    grafanaBootData?: BootData;
    __grafana_public_path__?: string;
  }
}

// Grafana's packages read both while they are imported, so this module comes before all of them.
const text = document.getElementById('boot')?.textContent ?? '{}';
window.grafanaBootData = JSON.parse(text);
window.__grafana_public_path__ = '/public/';
