import type { LiveScore } from './control/score-view.ts';
import type { Servers } from './demo.ts';

/**
 * The score's source, over the running servers. None is connected yet, and the page says so; it goes in here, reading
 * `servers.modelFile` and asking `servers.prometheusUrl` and `servers.lokiUrl`.
 */
export async function connectLiveScore(_servers: Servers): Promise<LiveScore | undefined> {
  return undefined;
}
