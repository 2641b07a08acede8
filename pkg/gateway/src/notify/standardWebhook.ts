import { createHmac } from 'node:crypto';

/**
 * Headers of a Standard Webhook (v1). `id` stays the same over retries; `secret` is `whsec_` and base64, or the key
 * itself; `now` is epoch milliseconds.
 */
export function standardWebhookHeaders(
  secret: string,
  id: string,
  body: string,
  now: number,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
