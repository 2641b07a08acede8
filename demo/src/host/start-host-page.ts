import { formatDiagnostic } from '@release-risk/language/diagnostics/diagnostic';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { fetchTransport } from '@release-risk/query/fetchTransport';
import { hostClock } from '@release-risk/query/hostClock';
import { lokiSource } from '@release-risk/query/loki';
import { prometheusSource } from '@release-risk/query/prometheus';
import type { Source } from '@release-risk/query/source';
import { readFile } from 'node:fs/promises';
import { bundleHost } from './bundle/host-bundle.ts';
import { LOGS_UID, METRICS_UID, modelContent } from './model-content.ts';
import type { AskGateway } from './server/api/gateway.ts';
import type { HostContent } from './server/content.ts';
import { createHostServer } from './server/host-server.ts';
import { askSources } from './server/query/ask-sources.ts';

export interface HostPageOptions {
  readonly prometheusUrl: string;
  readonly lokiUrl: string;
  readonly modelFiles: readonly string[];
  /** The built plugin (`npm run build`). */
  readonly distFolder: string;
  /** Folder whose `node_modules` holds React and Grafana's packages. */
  readonly packagesFolder: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The rollback gateway behind the plugin's routes. */
  readonly gateway?: AskGateway;
}

export interface HostPage {
  /** Where to look: the first dashboard that draws the risk panel is at {@link HostPage.dashboardUrl}. */
  readonly url: string;
  readonly dashboardUrl: string;
  /** What it holds: annotations and silences may be added from outside. */
  readonly content: HostContent;
  stop(): Promise<void>;
}

/**
 * Serves the built plugin in a page that stands in for Grafana, over live servers, on 127.0.0.1 only. Rejects where a
 * model cannot be read or its services cannot be discovered.
 */
export async function startHostPage(options: HostPageOptions): Promise<HostPage> {
  const sources = sourcesOf(options);
  const [bundle, models] = await Promise.all([
    bundleHost({ packagesFolder: options.packagesFolder, mode: 'production' }),
    Promise.all(options.modelFiles.map(modelIn)),
  ]);
  const held = await modelContent({ models, sources, ask: askSources(sources), now: Date.now });
  const content = options.gateway === undefined ? held : withGateway(held, options.gateway);
  const server = await createHostServer({
    bundle,
    distFolder: options.distFolder,
    content: () => content,
    now: Date.now,
  });
  const url = await server.listen({ host: '127.0.0.1', port: options.port });
  const shown = content.dashboards.find((one) => JSON.stringify(one).includes('"releaserisk-panel"'));
  return {
    url,
    dashboardUrl: `${url}/d/${shown?.uid ?? ''}`,
    content,
    stop: () => server.close(),
  };
}

/** The plugin asks a gateway only where its settings name one; here its routes lead there whatever they name. */
function withGateway(content: HostContent, gateway: AskGateway): HostContent {
  const { settings } = content;
  return {
    ...content,
    gateway,
    settings: {
      ...settings,
      jsonData: { ...settings.jsonData, gatewayUrl: 'http://127.0.0.1' },
      secrets: ['gatewayProxySecret'],
    },
  };
}

async function modelIn(file: string): Promise<RiskModel> {
  const read = readModel(await readFile(file, 'utf8'), file);
  if (!read.ok) throw new Error(read.diagnostics.map(formatDiagnostic).join('\n'));
  return read.model;
}

function sourcesOf({ prometheusUrl, lokiUrl }: HostPageOptions): ReadonlyMap<string, Source> {
  const transport = fetchTransport(fetch);
  const clock = hostClock({ now: () => Date.now(), setTimeout, clearTimeout });
  return new Map<string, Source>([
    [METRICS_UID, prometheusSource({ name: METRICS_UID, type: 'prometheus', url: prometheusUrl }, transport, clock)],
    [LOGS_UID, lokiSource({ name: LOGS_UID, type: 'loki', url: lokiUrl }, transport, clock)],
  ]);
}
