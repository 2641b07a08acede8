import { chromium, type Page } from 'playwright-core';
import { bundleHost } from '../../demo/src/host/bundle/host-bundle.ts';
import type { HostContent } from '../../demo/src/host/server/content.ts';
import { createHostServer } from '../../demo/src/host/server/host-server.ts';
import { builtPlugin } from './builtPlugin.ts';
import { findChromium } from './chromium.ts';
import type { HostKind } from './hosts.ts';

/** What may be complained about: not ours, and not there outside a Grafana. */
const ALLOWED: readonly RegExp[] = [
  // Icons and fonts that are in no package.
  /Failed to load resource.*404.*\/public\/(build\/img|fonts)\//,
  // The browser reports every answer that is an error, also where the page expects and shows it.
  /Failed to load resource.*\/api\//,
];

interface OpenPage {
  readonly page: Page;
  /** Errors of the page and of its console that are not allowed. */
  readonly problems: string[];
  /** Gives the page back for the next state: a test that fails keeps its own, so that nothing of it is left to another. */
  done(): Promise<void>;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

type Answers = Readonly<Record<string, { readonly status: number; readonly type: string; readonly body: string }>>;

/** Height of the line that says that the page is a stand-in. */
export const BANNER_PX = 28;

/** A running host with the built plugin, and a browser beside it. */
export interface HostUnderTest {
  /** From now on Grafana holds this. */
  hold(content: HostContent): void;
  /**
   * Opens a page with room of a size below the banner. `answers` stand before the server's, by the path they are for.
   */
  open(path: string, size: Size, answers?: Answers): Promise<OpenPage>;
  stop(): Promise<void>;
}

/** Starts a host of one kind; it holds nothing until {@link HostUnderTest.hold}. Speed is measured in `production`. */
export async function startHost(
  kind: HostKind,
  mode: 'development' | 'production' = 'development',
): Promise<HostUnderTest> {
  const [distFolder, packagesFolder] = await Promise.all([builtPlugin(), kind.packages()]);
  const bundle = await bundleHost({ packagesFolder, mode });
  let content: HostContent | undefined;
  const held = () => {
    if (content === undefined) throw new Error('The host holds nothing yet');
    return content;
  };
  const server = await createHostServer({ bundle, distFolder, content: held, now: Date.now });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({ executablePath: (await findChromium()) ?? '', args: ['--no-sandbox'] });
  // One context, so that the browser keeps what it compiled of the page's script.
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const free: Page[] = [];
  return {
    hold: (next) => {
      content = next;
    },
    open: async (path, { width, height }, answers = {}) => {
      const page = free.pop() ?? (await context.newPage());
      await page.setViewportSize({ width, height: height + BANNER_PX });
      for (const [place, { status, type, body }] of Object.entries(answers)) {
        await page.route(
          ({ pathname }) => pathname === place,
          (route) => route.fulfill({ status, contentType: type, body }),
        );
      }
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
      const done = async () => {
        await emptied(page);
        free.push(page);
      };
      return { page, problems, done };
    },
    stop: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** As a new page is, in the process that has loaded the script before and need not compile all of it anew. */
async function emptied(page: Page): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll();
  await page.mouse.move(0, 0);
  await page.evaluate('sessionStorage.clear()');
  await page.goto('about:blank');
}
