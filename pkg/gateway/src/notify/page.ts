/**
 * Address of a rollback's page for people: `<grafana>/a/releaserisk-app/rollbacks/<id>`. Undefined where no Grafana is
 * configured. `grafana` may have a path (`https://x/grafana/`).
 */
export function rollbackPage(grafana: string | undefined, id: string): string | undefined {
  if (grafana === undefined) return undefined;
  return `${grafana.replace(/\/+$/, '')}/a/releaserisk-app/rollbacks/${encodeURIComponent(id)}`;
}
