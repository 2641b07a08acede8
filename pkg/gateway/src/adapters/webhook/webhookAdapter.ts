import { z } from 'zod';
import type { ReadSecret } from '../../config/secret.ts';
import type { Egress } from '../../egress/egress.ts';
import type { Adapter, Intent, Live, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { jsonOf, sendCallOver, type Answered } from '../../egress/exchange.ts';
import { goodReleaseOf, sameCommit, targetOf } from '../goodRelease.ts';
import { harmless } from '../harmless.ts';
import { liveByProgress } from '../liveCommit.ts';
import { triggeredOf } from '../outcome.ts';
import { readingOf, type Reading } from '../reading.ts';
import { filled, type WebhookSettings } from './settings.ts';
import { signatureHeaders, signingKeyOf } from '../../egress/webhookSignature.ts';

const externalId = z.union([z.string().min(1).max(200), z.int().transform(String)]);
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const acceptedSchema = z.object({ id: externalId.optional(), url: webAddress.optional().catch(undefined) });
const statusSchema = z.object({
  state: z.enum(['running', 'succeeded', 'failed']),
  note: z.string().optional(),
  id: externalId.optional(),
  url: webAddress.optional().catch(undefined),
});
const liveSchema = z
  .object({
    version: z.string().optional(),
    commit: z.string().optional(),
    live: z.boolean().optional(),
    reason: z.string().optional(),
  })
  .refine(({ version, commit, live }) => version !== undefined || commit !== undefined || live !== undefined, {
    message: 'must hold version, commit or live',
  });

/** Rolls back by a signed webhook. Throws what `readSecret` throws, and GatewayError GW202 for a bad signing secret. */
export function webhookAdapter(
  settings: WebhookSettings,
  { egress, readSecret }: { readonly egress: Egress; readonly readSecret: ReadSecret },
): Adapter {
  const references = [settings.secret, ...(settings.otherSecret === undefined ? [] : [settings.otherSecret])];
  const secrets = references.map(readSecret);
  const keys = secrets.map((secret, at) => signingKeyOf(secret, at === 0 ? 'webhook.secret' : 'webhook.otherSecret'));
  const token = settings.token === undefined ? undefined : readSecret(settings.token);
  const send = sendCallOver(egress, [...secrets, token ?? '']);
  const { clock } = egress;

  const headersOf = (correlationId: string, body: string) => ({
    accept: 'application/json',
    'user-agent': 'release-risk',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...signatureHeaders(keys, correlationId, clock.now(), body),
  });

  const ask = async <T>(
    template: string,
    { correlationId }: Intent,
    id: string | undefined,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<Reading<T>> => {
    const url = filled(template, { correlationId, externalId: id ?? correlationId });
    return readingOf(await send({ method: 'GET', url, headers: headersOf(correlationId, '') }, signal), schema);
  };

  const status = async (intent: Intent, id: string | undefined, signal: AbortSignal): Promise<Progress> => {
    // A 2xx was all there is to know.
    if (settings.statusUrl === undefined) return { kind: 'succeeded' };
    const reading = await ask(settings.statusUrl, intent, id, statusSchema, signal);
    if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
    const { state, note } = reading.value;
    const said = note === undefined ? undefined : harmless(note);
    if (state === 'failed') return { kind: 'failed', reason: said ?? 'the receiver says that it failed' };
    return state === 'succeeded' ? { kind: 'succeeded' } : { kind: 'running', note: said };
  };

  return {
    kind: 'webhook',
    searchable: settings.idempotent
      ? { kind: 'idempotent' }
      : settings.statusUrl === undefined
        ? { kind: 'never' }
        : { kind: 'after', times: 3, everyMs: 20_000 },
    status,

    plan: (request: PlanRequest): Promise<Planned> => {
      const good = goodReleaseOf(request);
      return Promise.resolve(
        good.kind === 'unclear'
          ? good
          : targetOf(good, clock.now(), {
              fields: {},
              snapshot: settings.verifyUrl === undefined ? { verifiedBy: 'the word of the receiver alone' } : {},
            }),
      );
    },

    async trigger(intent, signal) {
      const body = bodyOf(intent);
      const exchange = await send(
        {
          method: 'POST',
          url: settings.url,
          headers: {
            ...headersOf(intent.correlationId, body),
            'content-type': 'application/json',
            'idempotency-key': intent.correlationId,
          },
          body,
        },
        signal,
      );
      return triggeredOf(exchange, clock.now(), (answer) => accepted(answer, intent));
    },

    async find(intent, signal) {
      if (settings.statusUrl === undefined) {
        return { kind: 'unsure', reason: 'the receiver has no address to be asked at' };
      }
      const reading = await ask(settings.statusUrl, intent, undefined, statusSchema, signal);
      if (reading.kind === 'absent') return { kind: 'none' };
      if (reading.kind === 'failed') return { kind: 'unsure', reason: reading.reason };
      const { id, url } = reading.value;
      return { kind: 'found', externalId: id ?? intent.correlationId, url };
    },

    async verify(intent, id, signal) {
      if (settings.verifyUrl === undefined) return liveByProgress(await status(intent, id, signal));
      const reading = await ask(settings.verifyUrl, intent, id, liveSchema, signal);
      if (reading.kind !== 'read') return { kind: 'unsure', reason: reading.reason };
      return liveOf(intent, reading.value);
    },
  };
}

/** Byte for byte the same however often it is sent. */
function bodyOf({
  rollbackId,
  correlationId,
  service,
  labels,
  badVersion,
  target,
  reason,
  approvedBy,
}: Intent): string {
  const { commit, artifact, plannedAt } = target.fields;
  return JSON.stringify({
    type: 'release-risk.rollback',
    timestamp: plannedAt,
    data: {
      rollbackId,
      correlationId,
      service,
      labels,
      badVersion,
      target: { version: target.version, commit, artifact },
      reason,
      approvedBy,
    },
  });
}

function accepted(answer: Answered, { correlationId }: Intent): Triggered {
  const parsed = acceptedSchema.safeParse(jsonOf(answer));
  const { id, url } = parsed.success ? parsed.data : {};
  return { kind: 'accepted', externalId: id ?? correlationId, url };
}

function liveOf({ target }: Intent, { version, commit, live, reason }: z.output<typeof liveSchema>): Live {
  const wanted = target.fields['commit'];
  const isOther =
    (version !== undefined && version !== target.version) ||
    (commit !== undefined && wanted !== undefined && !sameCommit(commit, wanted));
  if (!isOther && live !== false) return { kind: 'live' };
  const seen = version === undefined ? 'it is not live' : `${harmless(version, 80)} is live`;
  return { kind: 'notYet', reason: reason === undefined ? seen : harmless(reason) };
}
