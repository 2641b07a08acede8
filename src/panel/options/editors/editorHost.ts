import type { Host } from '../../../risk/host.ts';
import { grafanaHost } from '../../../runtime/grafanaHost.ts';

let host: Host | undefined;

/** The Grafana around the editors: one for all of them, so that what one has read the others know. */
export function editorHost(): Host {
  host ??= grafanaHost();
  return host;
}
