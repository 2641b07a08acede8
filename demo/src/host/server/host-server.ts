import Fastify, { type FastifyInstance } from 'fastify';
import { z, ZodError } from 'zod';
import type { HostBundle } from '../bundle/host-bundle.ts';
import { serveAccount } from './api/account.ts';
import { serveAnnotations } from './api/annotations.ts';
import { serveAppSettings } from './api/app-settings.ts';
import { serveGateway } from './api/gateway.ts';
import { serveInventory } from './api/inventory.ts';
import { serveQueries } from './api/queries.ts';
import { serveSilences } from './api/silences.ts';
import { bootData } from './boot-data.ts';
import type { HostContent } from './content.ts';
import { pluginFiles } from './files/plugin-files.ts';
import { pagePaths, serveFiles } from './files/serve-files.ts';
import { pageHtml } from './page-html.ts';

export interface HostServerOptions {
  readonly bundle: HostBundle;
  /** The built plugin: `module.js`, `plugin.json`, `panel/`. */
  readonly distFolder: string;
  /** Read anew for every request, so that what is served can change. */
  readonly content: () => HostContent;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Everything comes from here. Grafana's packages write style elements while they run, and icons into the page. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const LOOK = z.object({
  theme: z.enum(['light', 'dark']).catch('dark'),
  lang: z
    .string()
    .regex(/^[\w-]{2,20}$/)
    .catch('en-US'),
});

/**
 * The host page and the part of Grafana's HTTP API that the plugin needs. It answers only to requests for a loopback
 * name, and to writes only with JSON from its own page, so that no web page elsewhere can use it.
 */
export async function createHostServer({
  bundle,
  distFolder,
  content,
  now,
}: HostServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: 4 * 1024 * 1024, forceCloseConnections: true });
  const plugin = pluginFiles(distFolder);
  const plugins = [plugin, pluginFiles(`${distFolder}/panel`)];
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
      return reply.code(403).send({ message: 'only for requests to 127.0.0.1 or localhost' });
    }
    const { origin, host } = request.headers;
    const ours = origin === undefined || origin === `http://${host ?? ''}`;
    if (!ours) return reply.code(403).send({ message: 'only for requests of this page' });
    return undefined;
  });
  app.setErrorHandler((error, _request, reply) =>
    error instanceof ZodError
      ? reply.code(400).send({ message: z.prettifyError(error) })
      : reply.code(500).send({ message: error instanceof Error ? error.message : String(error) }),
  );
  await serveFiles(app, bundle, plugins);
  serveQueries(app, content, now);
  serveInventory(app, content, now);
  serveAppSettings(app, content, plugin);
  serveAnnotations(app, content, now);
  serveSilences(app, content, now);
  serveGateway(app, content, plugin);
  serveAccount(app, content);
  app.setNotFoundHandler((request, reply) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    if (request.method !== 'GET' || /^\/(api|public|host)\//.test(pathname)) {
      return reply.code(404).send({ message: 'The stand-in for Grafana does not have this' });
    }
    const { theme, lang } = LOOK.parse(request.query);
    return reply
      .type('text/html; charset=utf-8')
      .send(pageHtml(bootData(content(), plugins, { theme, language: lang }), pagePaths(bundle)));
  });
  return app;
}
