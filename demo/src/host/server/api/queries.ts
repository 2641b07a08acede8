import type { FastifyInstance } from 'fastify';
import { setMaxListeners } from 'node:events';
import type { HostContent } from '../content.ts';
import { readDsQueryBody } from '../query/ds-query-body.ts';
import { runDsQuery } from '../query/run-ds-query.ts';

/** `POST /api/ds/query`; whoever asked and went away ends the queries behind it. */
export function serveQueries(app: FastifyInstance, content: () => HostContent, now: () => number): void {
  app.post('/api/ds/query', async (request, reply) => {
    const { user, datasources, ask } = content();
    if (user.permissions['datasources:query'] === undefined) {
      return reply.code(403).send({
        message: "You'll need additional permissions to perform this action. Permissions needed: datasources:query",
      });
    }
    const asked = readDsQueryBody(request.body, now());
    if (asked === undefined) return reply.code(400).send({ message: 'bad request data' });
    const gone = new AbortController();
    // Every query of the request listens to it.
    setMaxListeners(0, gone.signal);
    reply.raw.on('close', () => {
      gone.abort();
    });
    const { status, body } = await runDsQuery(asked, datasources, ask, gone.signal);
    return reply.code(status).send(body);
  });
}
