// Grafana's packages read both while they are imported, so this module comes before all of them.
Object.assign(window, {
  /** What the server tells the page, in the shape of Grafana's own. */
  grafanaBootData: JSON.parse(document.getElementById('boot')?.textContent ?? '{}'),
  __grafana_public_path__: '/public/',
});

export {};
