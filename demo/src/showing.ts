import type { Part } from './control/parts.ts';
import { applyFound, type GatewayGrafana, type GrafanaWishes, type Opening } from './grafana/part.ts';
import { startHostPart } from './host/host-part.ts';
import type { AskGateway } from './host/server/api/gateway.ts';
import type { StoryWriter } from './story/story-writer.ts';

/** Where the plugin is seen: in a Grafana, or in the page that stands in for one. */
export interface Showing {
  readonly parts: readonly Part[];
  /** Where the story of the releases goes. */
  readonly story: StoryWriter;
  /** Its address; the pages of the plugin are below it. */
  readonly url: string;
  /** The Grafana whose rules send alerts; undefined where a page stands in for it. */
  readonly grafana: { readonly forGateway: GatewayGrafana | undefined } | undefined;
  stop(): Promise<void>;
  /** Resolves with a description when it ended by itself; never otherwise. */
  readonly crashed: Promise<string>;
}

/** Applies the model to the Grafana that was opened; without one the plugin is shown in a page of its own. */
export async function showPlugin(
  opening: Promise<Opening>,
  wishes: GrafanaWishes,
  /** Asks the gateway for whoever looks at the page that stands in for Grafana; undefined where none runs. */
  askGateway: AskGateway | undefined,
  progress: (line: string) => void,
): Promise<Showing | undefined> {
  const grafana = await applyFound(opening, wishes, progress);
  if (grafana !== undefined) return { ...grafana, grafana, stop: () => grafana.stop() };
  const host = await startHostPart(wishes, askGateway, progress);
  if (host === undefined) return undefined;
  const { part, story, url, stop } = host;
  return { parts: [part], story, url, grafana: undefined, stop, crashed: new Promise(() => undefined) };
}
