import type { FastifyInstance } from 'fastify';
import type { HostContent, StandInUser } from '../content.ts';
import type { PluginFiles } from '../files/plugin-files.ts';

/** What the plugin's route was asked for. */
interface GatewayRequest {
  readonly method: string;
  /** Below the gateway's address, with the query. */
  readonly path: string;
  /** JSON text; undefined where nothing was sent. */
  readonly body: string | undefined;
  readonly user: StandInUser;
}

/** What the gateway answers; undefined where it cannot be reached. */
export type AskGateway = (
  request: GatewayRequest,
) => Promise<{ readonly status: number; readonly type: string; readonly text: string } | undefined>;

/** The permission that the plugin's routes want of whoever writes. */
const DECIDE = 'releaserisk-app.rollbacks:decide';

/** The plugin's routes to the gateway, refused and unreachable in Grafana's words. */
export function serveGateway(app: FastifyInstance, content: () => HostContent, plugin: PluginFiles): void {
  const base = `/api/plugin-proxy/${plugin.meta.id}/gateway`;
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: `${base}/*`,
    handler: async (request, reply) => {
      const { user, gateway, settings } = content();
      if (!settings.enabled) return reply.code(404).send({ message: 'Plugin not found' });
      if (request.method !== 'GET' && user.permissions[DECIDE] === undefined) {
        return reply.code(403).send({ message: 'plugin proxy route access denied' });
      }
      const answer = await gateway?.({
        method: request.method,
        path: request.url.slice(base.length),
        body: request.body === undefined || request.body === null ? undefined : JSON.stringify(request.body),
        user,
      });
      if (answer === undefined) return reply.code(502).send();
      return reply.code(answer.status).type(answer.type).send(answer.text);
    },
  });
}
