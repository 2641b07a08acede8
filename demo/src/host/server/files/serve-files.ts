import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { HostBundle } from '../../bundle/host-bundle.ts';
import type { PluginFiles } from './plugin-files.ts';

/** Where the page's script is served: another script has another address, so it can be kept. */
export function scriptPath({ hash }: HostBundle): string {
  return `/host/page-${hash}.js`;
}

/** The page's script, Grafana's icons and the built plugins, each where Grafana has them. */
export async function serveFiles(
  app: FastifyInstance,
  bundle: HostBundle,
  plugins: readonly PluginFiles[],
): Promise<void> {
  app.get(scriptPath(bundle), (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'private, max-age=31536000, immutable')
      .send(bundle.script),
  );
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  const icons = join(bundle.packagesFolder, 'node_modules/@grafana/ui/dist/public/img/icons');
  await app.register(fastifyStatic, { root: icons, prefix: '/public/build/img/icons/' });
  for (const { folder, baseUrl } of plugins) {
    await app.register(fastifyStatic, { root: folder, prefix: `/${baseUrl}/`, decorateReply: false });
  }
}
