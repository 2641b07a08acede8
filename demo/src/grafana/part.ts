import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import type { Part } from '../control/parts.ts';
import { type GrafanaStory, grafanaStory } from './annotations.ts';
import type { StoredModel } from './app-settings.ts';
import { makeServiceToken, type ServiceToken } from './service-token.ts';
import { BINDINGS, cleanGrafana, type GrafanaTarget, overviewUrl, setUpGrafana } from './setup.ts';
import type { Binaries } from '../processes/binaries.ts';
import type { GrafanaAccount, GrafanaPlace } from '../servers/find-grafana.ts';
import { type Found, NotFound } from '../servers/find-program.ts';
import { startGrafana } from '../servers/grafana.ts';

const PLUGIN_NOTE = 'the model is in its settings; the dashboard of the service shows its panel';

/** A Grafana that answers, not yet set up. */
interface OpenGrafana {
  readonly url: string;
  readonly account: GrafanaAccount;
  readonly note: string;
  readonly stop: () => Promise<void>;
  /** Resolves with a description when it ended by itself; never otherwise. */
  readonly crashed: Promise<string>;
  /** Whether it lives on after the demo. */
  readonly lasting: boolean;
  /** The user asked for this very Grafana. */
  readonly named: boolean;
}

/** What the gateway needs of the Grafana that sends it alerts. */
export interface GatewayGrafana {
  readonly url: string;
  readonly token: string;
  /** Logical datasource -> uid. */
  readonly bindings: Readonly<Record<string, string>>;
}

/** Grafana with the model applied. */
export interface GrafanaPart {
  readonly parts: readonly Part[];
  readonly url: string;
  /** For the gateway, where one is to run. */
  readonly forGateway: GatewayGrafana | undefined;
  /** Where the story of the releases goes. */
  readonly story: GrafanaStory;
  readonly crashed: Promise<string>;
  stop(): Promise<void>;
}

/** What became of opening a Grafana. */
export type Opening =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly open: OpenGrafana }
  /** `named`: the user asked for this very Grafana. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly named: boolean };

/** Whom the alerts go to, and what the model is asked of. */
export type GrafanaWishes = Pick<
  GrafanaTarget,
  'modelFile' | 'prometheusUrl' | 'lokiUrl' | 'gatewayUrl' | 'gatewaySecret' | 'pluginGateway' | 'teamUrl'
>;

interface OpenOptions {
  readonly binaries: Binaries;
  readonly port: number;
  readonly folder: string;
  /** Builds the plugin where that is needed and gives its folder; undefined where it could not be built. */
  readonly plugin: () => Promise<string | undefined>;
}

/** Starts the Grafana that was found, or only names the one that runs. Never rejects, so it may be awaited late. */
export async function openFound(
  found: Found<GrafanaPlace> | NotFound | undefined,
  options: OpenOptions,
): Promise<Opening> {
  if (found === undefined || found instanceof NotFound) return { kind: 'none' };
  try {
    return { kind: 'open', open: await openGrafana(found, options) };
  } catch (error) {
    return { kind: 'failed', error, named: found.from !== 'PATH' };
  }
}

/**
 * Applies the model once Grafana is open. A Grafana that the user did not name and that does not work is reported in
 * one line and left out; for one that was named this rejects.
 */
export async function applyFound(
  opening: Promise<Opening>,
  wishes: GrafanaWishes,
  progress: (line: string) => void,
): Promise<GrafanaPart | undefined> {
  const opened = await opening;
  if (opened.kind === 'none') return undefined;
  try {
    if (opened.kind === 'failed') throw opened.error;
    progress('Applying the model to Grafana');
    return await applyToGrafana(opened.open, wishes);
  } catch (error) {
    const named = opened.kind === 'failed' ? opened.named : opened.open.named;
    if (named) throw error;
    progress(`Going on without Grafana: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function openGrafana({ program, from }: Found<GrafanaPlace>, options: OpenOptions): Promise<OpenGrafana> {
  const named = from !== 'PATH';
  if (program.kind === 'running') {
    const { url, account } = program;
    const note = `${from}; what the demo puts there is taken away when it stops`;
    return {
      url,
      account,
      note,
      stop: async () => undefined,
      crashed: new Promise(() => undefined),
      lasting: true,
      named,
    };
  }
  const { file, homeFolder } = program;
  const password = randomBytes(18).toString('hex');
  const pluginFolder = await options.plugin();
  const { url, process } = await startGrafana(options.binaries, {
    ...options,
    file,
    homeFolder,
    password,
    ...(pluginFolder === undefined ? {} : { pluginFolder }),
  });
  return {
    url,
    account: { kind: 'password', user: 'admin', password },
    note: `${file} (${from}); everyone may look, the password of admin is in ${join(options.folder, 'grafana.ini')}`,
    stop: () => process.stop(),
    crashed: process.crashed,
    lasting: false,
    named,
  };
}

/** Applies the model to an open Grafana. What was started is stopped when that fails. */
async function applyToGrafana(open: OpenGrafana, wishes: GrafanaWishes): Promise<GrafanaPart> {
  const { url, account, note, crashed } = open;
  const target: GrafanaTarget = { ...wishes, url, account };
  const story = grafanaStory(target);
  let plugin: StoredModel | undefined;
  let token: ServiceToken | undefined;
  try {
    plugin = await setUpGrafana(target);
    token = wishes.pluginGateway && (await makeServiceToken(target));
  } catch (error) {
    await open.stop();
    throw error;
  }
  return {
    url,
    forGateway: token && { url, token: token.token, bindings: BINDINGS },
    story,
    crashed,
    stop: async () => {
      if (open.lasting) {
        await story.remove().catch(() => undefined);
        await plugin?.undo().catch(() => undefined);
        await token?.remove().catch(() => undefined);
        await cleanGrafana(target).catch(() => undefined);
      }
      await open.stop();
    },
    parts: [
      { name: 'Grafana', kind: 'real', address: overviewUrl(url), note },
      ...(plugin === undefined
        ? []
        : [{ name: 'Plugin', kind: 'real', address: `${url}/a/${PLUGIN_ID}`, note: PLUGIN_NOTE } as const]),
    ],
  };
}
