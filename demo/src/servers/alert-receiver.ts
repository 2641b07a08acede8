import Fastify from 'fastify';
import { z } from 'zod';

const KEPT = 20;

const webhookSchema = z.object({
  status: z.string(),
  alerts: z.array(
    z.object({
      status: z.string(),
      labels: z.record(z.string(), z.string()).default({}),
      annotations: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

/** What the gateway tells its channels, as far as it is shown. */
const noticeSchema = z.object({
  kind: z.string(),
  message: z.object({ title: z.string(), sentence: z.string().optional(), reasons: z.array(z.string()).default([]) }),
});

/** Who the alert was sent to: the pipeline's gateway, or the team's people. */
type Recipient = 'gateway' | 'team';

/** One alert as it arrived. */
export interface ReceivedAlert {
  readonly atMs: number;
  readonly to: Recipient;
  readonly status: string;
  readonly rule: string;
  readonly summary: string;
}

/** Takes Grafana's webhooks on loopback. */
export interface AlertReceiver {
  readonly url: string;
  /** The address of each recipient; the gateway's is where the product adds its own path. */
  readonly addresses: Readonly<Record<Recipient, string>>;
  /** Where the team hears of rollbacks. */
  readonly noticesUrl: string;
  /** The newest first, at most 20. */
  received(): readonly ReceivedAlert[];
  stop(): Promise<void>;
}

/**
 * Starts a stand-in for the chat of the team, and for the gateway where none runs: it keeps what arrives, does nothing
 * with it, and checks no signature. It listens on 127.0.0.1 and a free port unless told otherwise.
 */
export async function startAlertReceiver(
  now: () => number,
  listening: { readonly host: string; readonly port: number } = { host: '127.0.0.1', port: 0 },
): Promise<AlertReceiver> {
  let alerts: readonly ReceivedAlert[] = [];
  const app = Fastify({ logger: false });
  const take = (to: Recipient) => (body: unknown) => {
    const read = webhookSchema.safeParse(body);
    if (!read.success) return false;
    const atMs = now();
    const arrived = read.data.alerts.map(({ status, labels, annotations }) => ({
      atMs,
      to,
      status,
      rule: labels['alertname'] ?? '',
      summary: annotations['summary'] ?? annotations['description'] ?? '',
    }));
    alerts = [...arrived, ...alerts].slice(0, KEPT);
    return true;
  };
  const paths: Readonly<Record<Recipient, string>> = { gateway: '/v1/alerts/grafana', team: '/team' };
  for (const to of ['gateway', 'team'] as const) {
    app.post(paths[to], async (request, reply) => reply.code(take(to)(request.body) ? 202 : 400).send());
  }
  app.post('/notices', async (request, reply) => {
    const read = noticeSchema.safeParse(request.body);
    if (!read.success) return reply.code(400).send();
    const { kind, message } = read.data;
    const summary = [message.sentence ?? '', ...message.reasons].filter((text) => text !== '').join(' · ');
    const told: ReceivedAlert = { atMs: now(), to: 'team', status: kind, rule: message.title, summary };
    alerts = [told, ...alerts].slice(0, KEPT);
    return reply.code(202).send();
  });
  app.get('/', async () => alerts);
  const url = await app.listen({ ...listening });
  return {
    url,
    addresses: { gateway: url, team: `${url}${paths.team}` },
    noticesUrl: `${url}/notices`,
    received: () => alerts,
    stop: () => app.close(),
  };
}
