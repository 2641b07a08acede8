import type { FastifyInstance } from 'fastify';
import type { HostContent } from '../content.ts';

/** Who looks at the page and what they may do, and that something answers at all. */
export function serveAccount(app: FastifyInstance, content: () => HostContent): void {
  app.get('/api/user', (_request, reply) => {
    const { login, name } = content().user;
    return reply.send({ id: 1, login, name, email: '', orgId: 1, isGrafanaAdmin: false });
  });
  app.get('/api/access-control/user/permissions', (_request, reply) => reply.send(content().user.permissions));
  app.get('/api/health', (_request, reply) => reply.send({ commit: 'stand-in', database: 'ok', version: 'stand-in' }));
}
