import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HostContent } from '../content.ts';

const SILENCE = z.object({
  id: z.string().optional(),
  matchers: z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        isRegex: z.boolean().default(false),
        isEqual: z.boolean().default(true),
      }),
    )
    .min(1),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  createdBy: z.string(),
  comment: z.string(),
});

type StoredSilence = Omit<z.output<typeof SILENCE>, 'id'> & { readonly id: string };
export type SilenceStore = StoredSilence[];

const PATH = '/api/alertmanager/grafana/api/v2';

/** The silences of Grafana's own Alertmanager: list, add or change, end. */
export function serveSilences(app: FastifyInstance, content: () => HostContent, now: () => number): void {
  app.get(`${PATH}/silences`, (_request, reply) =>
    reply.send(
      content().silences.map((one) => ({
        ...one,
        updatedAt: one.startsAt,
        status: { state: stateAt(one, now()) },
      })),
    ),
  );

  app.post(`${PATH}/silences`, (request, reply) => {
    const { id = randomUUID(), ...wanted } = SILENCE.parse(request.body);
    const { silences } = content();
    const at = silences.findIndex((one) => one.id === id);
    if (at >= 0) silences[at] = { ...wanted, id };
    else silences.push({ ...wanted, id });
    return reply.code(202).send({ silenceID: id });
  });

  app.delete<{ Params: { id: string } }>(`${PATH}/silence/:id`, (request, reply) => {
    const { silences } = content();
    const at = silences.findIndex(({ id }) => id === request.params.id);
    const ended = silences[at];
    if (ended === undefined) return reply.code(404).send({ message: 'silence not found' });
    silences[at] = { ...ended, endsAt: new Date(now()).toISOString() };
    return reply.send({ message: 'silence deleted' });
  });
}

function stateAt({ startsAt, endsAt }: StoredSilence, at: number): string {
  if (Date.parse(endsAt) <= at) return 'expired';
  return Date.parse(startsAt) > at ? 'pending' : 'active';
}
