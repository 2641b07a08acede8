import { createHmac } from 'node:crypto';
import { GatewayError } from '../errors.ts';

/** Key of a Standard Webhooks secret; throws GatewayError GW202 where it is none. `where` is said in the error. */
export function signingKeyOf(secret: string, where: string): Buffer {
  const text = secret.replace(/^whsec_/, '');
  const key = Buffer.from(text, 'base64');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || key.length < 24 || key.length > 64) {
    throw new GatewayError({
      code: 'GW202',
      where,
      problem: 'is not whsec_ and the base64 of 24 to 64 bytes',
    });
  }
  return key;
}

/** The headers of Standard Webhooks 1; `at` is epoch milliseconds. One signature for each key. */
export function signatureHeaders(
  keys: readonly Buffer[],
  id: string,
  at: number,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const signed = keys.map((key) => {
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signed.join(' ') };
}
