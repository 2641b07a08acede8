import { type Browser, chromium, type Page } from 'playwright-core';
import { bundleHost } from '../../demo/src/host/bundle/host-bundle.ts';
import type { HostContent } from '../../demo/src/host/server/content.ts';
import { createHostServer } from '../../demo/src/host/server/host-server.ts';
import { builtPlugin } from './builtPlugin.ts';
import { chromiumFile } from './chromium.ts';
import type { HostKind } from './hosts.ts';

/** What may be complained about: not ours, and not there outside a Grafana. */
const ALLOWED: readonly RegExp[] = [
  // Icons and fonts that are in no package.
  /Failed to load resource.*404.*\/public\/(build\/img|fonts)\//,
];

export interface OpenPage {
  readonly page: Page;
  /** Errors of the page and of its console that are not allowed. */
  readonly problems: string[];
}

/** A running host with the built plugin, and a browser beside it. */
export interface HostUnderTest {
  /** From now on Grafana holds this. */
  hold(content: HostContent): void;
  open(path: string, size: { readonly width: number; readonly height: number }): Promise<OpenPage>;
  stop(): Promise<void>;
}

/** Starts a host of one kind; `first` is what it holds until {@link HostUnderTest.hold}. */
export async function startHost(kind: HostKind, first: HostContent): Promise<HostUnderTest> {
  const [distFolder, packagesFolder] = await Promise.all([builtPlugin(), kind.packages()]);
  const bundle = await bundleHost({ packagesFolder, mode: 'development' });
  let content = first;
  const server = await createHostServer({ bundle, distFolder, content: () => content, now: Date.now });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const browser: Browser = await chromium.launch({ executablePath: chromiumFile ?? '', args: ['--no-sandbox'] });
  return {
    hold: (next) => {
      content = next;
    },
    open: async (path, viewport) => {
      const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
      const problems: string[] = [];
      const note = (text: string) => {
        if (!ALLOWED.some((pattern) => pattern.test(text))) problems.push(text);
      };
      page.on('pageerror', (error) => {
        note(error.stack ?? error.message);
      });
      page.on('console', (message) => {
        if (message.type() === 'error') note(`${message.text()} ${message.location().url}`);
      });
      await page.goto(address + path);
      return { page, problems };
    },
    stop: async () => {
      await browser.close();
      await server.close();
    },
  };
}
