import type { FastifyInstance } from 'fastify';
import type { HostContent } from '../content.ts';

const HEALTH_TIMEOUT_MS = 10_000;

/** What is there to be read: datasources, dashboards, rules. */
export function serveInventory(app: FastifyInstance, content: () => HostContent, now: () => number): void {
  app.get('/api/datasources', (_request, reply) => reply.send(content().datasources));

  app.get<{ Params: { uid: string } }>('/api/datasources/uid/:uid', (request, reply) => {
    const found = content().datasources.find(({ uid }) => uid === request.params.uid);
    return found === undefined ? reply.code(404).send({ message: 'Data source not found' }) : reply.send(found);
  });

  app.get<{ Params: { uid: string } }>('/api/datasources/uid/:uid/health', async (request, reply) => {
    const { uid } = request.params;
    const { datasources, ask } = content();
    if (!datasources.some((one) => one.uid === uid)) return reply.code(404).send({ message: 'Data source not found' });
    const at = now();
    const probe = { refId: 'health', uid, expr: 'vector(1)', from: at, to: at, stepMs: undefined };
    const answer = await ask(probe, AbortSignal.timeout(HEALTH_TIMEOUT_MS));
    return answer.type === 'error'
      ? reply.code(400).send({ status: 'ERROR', message: answer.message })
      : reply.send({ status: 'OK', message: 'Successfully queried the server.' });
  });

  app.get<{ Params: { uid: string } }>('/api/dashboards/uid/:uid', (request, reply) => {
    const found = content().dashboards.find(({ uid }) => uid === request.params.uid);
    return found === undefined
      ? reply.code(404).send({ message: 'Dashboard not found' })
      : reply.send({ dashboard: found, meta: { canSave: false, url: `/d/${found.uid}` } });
  });

  app.get('/api/search', (_request, reply) =>
    reply.send(content().dashboards.map(({ uid, title }) => ({ uid, title, type: 'dash-db', url: `/d/${uid}` }))),
  );

  app.get<{ Querystring: { dashboard_uid?: string; folder_uid?: string; rule_group?: string } }>(
    '/api/prometheus/grafana/api/v1/rules',
    (_request, reply) => reply.send({ status: 'success', data: { groups: content().ruleGroups } }),
  );
}
