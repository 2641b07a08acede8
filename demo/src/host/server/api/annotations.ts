import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HostContent } from '../content.ts';

const NEW = z.object({
  time: z.number().optional(),
  timeEnd: z.number().optional(),
  text: z.string(),
  tags: z.array(z.string()).default([]),
  data: z.unknown().optional(),
});
const CHANGE = NEW.partial();
const FIND = z.object({
  tags: z.union([z.string(), z.array(z.string())]).default([]),
  matchAny: z.enum(['true', 'false']).default('false'),
  from: z.coerce.number().default(0),
  to: z.coerce.number().default(0),
  limit: z.coerce.number().default(100),
});

/** An annotation; times are epoch milliseconds. */
export interface StoredAnnotation {
  readonly id: number;
  readonly time: number;
  readonly timeEnd: number;
  readonly text: string;
  readonly tags: readonly string[];
  readonly data?: unknown;
}

/** Annotations, the newest first when they are read. */
export type AnnotationStore = StoredAnnotation[];

/** `/api/annotations`: find by tags and time, add, change. */
export function serveAnnotations(app: FastifyInstance, content: () => HostContent, now: () => number): void {
  app.get('/api/annotations', (request, reply) => {
    const { tags, matchAny, from, to, limit } = FIND.parse(request.query);
    const wanted = [tags].flat();
    const matches = (has: readonly string[]) =>
      matchAny === 'true' && wanted.length > 0
        ? wanted.some((tag) => has.includes(tag))
        : wanted.every((tag) => has.includes(tag));
    return reply.send(
      content()
        .annotations.filter((one) => matches(one.tags))
        .filter((one) => to === 0 || (one.time <= to && one.timeEnd >= from))
        .sort((a, b) => b.timeEnd - a.timeEnd)
        .slice(0, limit)
        .map((one) => ({ ...one, login: '', avatarUrl: '', dashboardUID: '', panelId: 0 })),
    );
  });

  app.post('/api/annotations', (request, reply) => {
    const { time = now(), timeEnd, text, tags, data } = NEW.parse(request.body);
    const { annotations } = content();
    const id = 1 + annotations.reduce((most, one) => Math.max(most, one.id), 0);
    annotations.push({ id, time, timeEnd: timeEnd ?? time, text, tags: tags.map(stored), data });
    return reply.send({ message: 'Annotation added', id });
  });

  app.patch<{ Params: { id: string } }>('/api/annotations/:id', (request, reply) => {
    const change = CHANGE.parse(request.body);
    const { annotations } = content();
    const at = annotations.findIndex(({ id }) => String(id) === request.params.id);
    const before = annotations[at];
    if (before === undefined) return reply.code(404).send({ message: 'Annotation not found' });
    annotations[at] = {
      ...before,
      ...(change.time === undefined ? {} : { time: change.time }),
      ...(change.timeEnd === undefined ? {} : { timeEnd: change.timeEnd }),
      ...(change.text === undefined ? {} : { text: change.text }),
      ...(change.tags === undefined ? {} : { tags: change.tags.map(stored) }),
      ...(change.data === undefined ? {} : { data: change.data }),
    };
    return reply.send({ message: 'Annotation patched' });
  });
}

/** Grafana keeps a tag as key and value, and loses what follows a second colon. */
function stored(tag: string): string {
  return tag.split(':').slice(0, 2).join(':');
}
