import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { HostBundle, HostFile } from '../../bundle/host-bundle.ts';
import type { PluginFiles } from './plugin-files.ts';

/** Where the page's own files are served: another content has another address, so they can be kept. */
export function pagePaths({ script, styles }: HostBundle): { readonly script: string; readonly styles: string } {
  return { script: `/host/page-${script.hash}.js`, styles: `/host/page-${styles.hash}.css` };
}

/** The page's files, Grafana's icons and the built plugins, each where Grafana has them. */
export async function serveFiles(
  app: FastifyInstance,
  bundle: HostBundle,
  plugins: readonly PluginFiles[],
): Promise<void> {
  const paths = pagePaths(bundle);
  const serve = (path: string, type: string, { content }: HostFile) => {
    app.get(path, (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'private, max-age=31536000, immutable')
        .send(content),
    );
  };
  serve(paths.script, 'text/javascript', bundle.script);
  serve(paths.styles, 'text/css', bundle.styles);
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  const icons = join(bundle.packagesFolder, 'node_modules/@grafana/ui/dist/public/img/icons');
  await app.register(fastifyStatic, { root: icons, prefix: '/public/build/img/icons/' });
  for (const { folder, baseUrl } of plugins) {
    await app.register(fastifyStatic, { root: folder, prefix: `/${baseUrl}/`, decorateReply: false });
  }
}
