import { resolve } from 'node:path';
import type { Part } from '../control/parts.ts';
import { grafanaStory } from '../grafana/annotations.ts';
import { pluginIfBuilt } from '../plugin/built-plugin.ts';
import type { StoryWriter } from '../story/story-writer.ts';
import type { AskGateway } from './server/api/gateway.ts';
import { startHostPage, type HostPageOptions } from './start-host-page.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** The built plugin in a page that stands in for Grafana. */
export interface HostPart {
  readonly part: Part;
  readonly url: string;
  /** Where the story of the releases goes. */
  readonly story: StoryWriter;
  stop(): Promise<void>;
}

/** Shows the plugin where there is no Grafana. Undefined, with a line about why, where it cannot be shown. */
export async function startHostPart(
  servers: Pick<HostPageOptions, 'prometheusUrl' | 'lokiUrl'> & { readonly modelFile: string },
  askGateway: AskGateway | undefined,
  progress: (line: string) => void,
): Promise<HostPart | undefined> {
  const distFolder = await pluginIfBuilt(progress);
  if (distFolder === undefined) return undefined;
  try {
    const { prometheusUrl, lokiUrl } = servers;
    const page = await startHostPage({
      prometheusUrl,
      lokiUrl,
      ...(askGateway && { gateway: askGateway }),
      modelFiles: [resolve(REPOSITORY, servers.modelFile)],
      distFolder,
      packagesFolder: REPOSITORY,
      port: 0,
    });
    return {
      part: {
        name: 'Plugin',
        kind: 'stand-in',
        address: page.dashboardUrl,
        note: 'the built plugin over the live servers; the page around it stands in for Grafana: no alert rules, one user who may do everything',
      },
      url: page.url,
      story: grafanaStory({ url: page.url, account: { kind: 'password', user: 'demo', password: 'demo' } }),
      stop: () => page.stop(),
    };
  } catch (error) {
    progress(`The plugin cannot be shown: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
