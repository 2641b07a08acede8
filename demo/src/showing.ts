import type { Part } from './control/parts.ts';
import { applyFound, type Opening } from './grafana/part.ts';
import { startHostPart } from './host/host-part.ts';
import type { AlertReceiver } from './servers/alert-receiver.ts';
import type { StoryWriter } from './story/story-writer.ts';

/** Where the plugin is seen: in a Grafana, or in the page that stands in for one. */
export interface Showing {
  readonly parts: readonly Part[];
  /** Where the story of the releases goes. */
  readonly story: StoryWriter;
  /** What alert rules sent; undefined where there are none. */
  readonly alerts: AlertReceiver['received'] | undefined;
  stop(): Promise<void>;
  /** Resolves with a description when it ended by itself; never otherwise. */
  readonly crashed: Promise<string>;
}

/** Applies the model to the Grafana that was opened; without one the plugin is shown in a page of its own. */
export async function showPlugin(
  opening: Promise<Opening>,
  servers: { readonly modelFile: string; readonly prometheusUrl: string; readonly lokiUrl: string },
  progress: (line: string) => void,
): Promise<Showing | undefined> {
  const grafana = await applyFound(opening, servers, progress);
  if (grafana !== undefined) return { ...grafana, alerts: grafana.receiver.received, stop: () => grafana.stop() };
  const host = await startHostPart(servers, progress);
  if (host === undefined) return undefined;
  const { part, story, stop } = host;
  return { parts: [part], story, alerts: undefined, stop, crashed: new Promise(() => undefined) };
}
