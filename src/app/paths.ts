import { APP_ADDRESS } from '../risk/addresses.ts';
/** The root of the app's pages; a page's address is one of these below Grafana's own (`Host.address`). */

export const overviewPath = `${APP_ADDRESS}/overview`;
const releasesPath = `${APP_ADDRESS}/releases`;
export const modelsPath = `${APP_ADDRESS}/models`;
export const firstRunPath = `${APP_ADDRESS}/start`;

export const rollbacksPath = `${APP_ADDRESS}/rollbacks`;

/** The editor of a model. */
export function modelPath(model: string): string {
  return `${modelsPath}/${encodeURIComponent(model)}`;
}

/** The page of one rollback. */
export function rollbackPath(id: string): string {
  return `${rollbacksPath}/${encodeURIComponent(id)}`;
}

/** The releases of one service of a model. */
export function releasesOfServicePath(model: string, labels: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ model, service: Object.values(labels).join(' / ') });
  return `${releasesPath}?${query.toString()}`;
}

/** The page of one service of a model; its labels stand in the query, so that any value can. */
export function servicePath(model: string, labels: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  for (const [label, value] of Object.entries(labels)) query.set(`label.${label}`, value);
  return `${APP_ADDRESS}/service/${encodeURIComponent(model)}?${query.toString()}`;
}

/** The labels in the query of such an address. */
export function labelsIn(search: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(search)) {
    if (key.startsWith('label.')) labels[key.slice('label.'.length)] = value;
  }
  return labels;
}
