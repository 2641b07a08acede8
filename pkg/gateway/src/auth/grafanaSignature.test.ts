import { createHmac } from 'node:crypto';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';
import { describe, expect, it } from 'vitest';
import {
  GRAFANA_SECRET,
  signedWebhook,
  webhookAlert,
  webhookPayload,
  WEBHOOK_TIME,
} from '../testing/grafanaWebhook.ts';
import { grafanaSignature } from './grafanaSignature.ts';

const OTHER = 'another-contact-point-of-32-bytes';
const NOW = WEBHOOK_TIME;
const SKEW = 299_000;
/** Every bit with RELEASE_RISK_FULL=1, every eighth otherwise. */
const EVERY = process.env['RELEASE_RISK_FULL'] === '1' ? 1 : 8;

const checker = grafanaSignature([GRAFANA_SECRET]);
const raw = (headers: Readonly<Record<string, string>>) => Object.entries(headers).flat();
const isAccepted = (headers: readonly string[], body: Uint8Array, now = NOW) =>
  checker.verified(headers, body, now) !== undefined;

describe('A signed body of Grafana', () => {
  const { headers, body } = signedWebhook(
    webhookPayload([webhookAlert({ annotations: { summary: 'x'.repeat(900) } })]),
  );
  const signature = headers[SIGNATURE_HEADER] ?? '';
  const changed = (change: Readonly<Record<string, string>>) => raw({ ...headers, ...change });

  it('is accepted as it is, with its headers in any case', () => {
    expect(body.length).toBeGreaterThan(2000);
    expect(checker.verified(raw(headers), body, NOW)).toBe(signature);
    const lower = Object.entries(headers).flatMap(([name, value]) => [name.toLowerCase(), value]);
    expect(isAccepted(lower, body)).toBe(true);
  });

  it('is refused with any single bit flipped', () => {
    let accepted = 0;
    let tried = 0;
    for (let bit = 0; bit < body.length * 8; bit += EVERY) {
      const flipped = Buffer.from(body);
      const byte = bit >> 3;
      // Every eighth bit is another one in each byte.
      const position = EVERY === 1 ? bit & 7 : byte & 7;
      flipped[byte] = (flipped[byte] ?? 0) ^ (1 << position);
      tried++;
      if (isAccepted(raw(headers), flipped)) accepted++;
    }
    expect({ tried, accepted }).toEqual({ tried: Math.ceil((body.length * 8) / EVERY), accepted: 0 });
  });

  it('is refused when it was parsed and written anew', () => {
    const spaced = signedWebhook(Buffer.from(JSON.stringify(webhookPayload(), null, 1)));
    const again = Buffer.from(JSON.stringify(JSON.parse(spaced.body.toString())));
    expect(isAccepted(raw(spaced.headers), spaced.body)).toBe(true);
    expect(isAccepted(raw(spaced.headers), again)).toBe(false);
  });

  it.each<readonly [string, readonly string[]]>([
    ['a truncated signature', changed({ [SIGNATURE_HEADER]: signature.slice(0, 63) })],
    ['a longer signature', changed({ [SIGNATURE_HEADER]: `${signature}0` })],
    ['an upper case signature', changed({ [SIGNATURE_HEADER]: signature.toUpperCase() })],
    ['a prefixed signature', changed({ [SIGNATURE_HEADER]: `sha256=${signature}` })],
    ['an empty signature', changed({ [SIGNATURE_HEADER]: '' })],
    ['two signatures', [...raw(headers), SIGNATURE_HEADER, signature]],
    ['two signatures in one header', changed({ [SIGNATURE_HEADER]: `${signature}, ${signature}` })],
    ['two times', [...raw(headers), TIMESTAMP_HEADER.toLowerCase(), String(NOW / 1000)]],
    ['no time', [SIGNATURE_HEADER, signature]],
    ['no signature', [TIMESTAMP_HEADER, String(NOW / 1000)]],
    ['another time', changed({ [TIMESTAMP_HEADER]: String(NOW / 1000 + 1) })],
    ['a time with a sign', changed({ [TIMESTAMP_HEADER]: `+${String(NOW / 1000)}` })],
    ['a time with spaces', changed({ [TIMESTAMP_HEADER]: ` ${String(NOW / 1000)}` })],
    ['a time in hex', changed({ [TIMESTAMP_HEADER]: `0x${(NOW / 1000).toString(16)}` })],
    ['NaN for a time', changed({ [TIMESTAMP_HEADER]: 'NaN' })],
    ['a signature without a time in it', raw(signedWithoutTime(body))],
  ])('is refused with %s', (_what, given) => {
    expect(isAccepted(given, body)).toBe(false);
  });

  it('is refused when another secret signed it', () => {
    const other = signedWebhook(webhookPayload(), { secret: OTHER });
    expect(isAccepted(raw(other.headers), other.body)).toBe(false);
  });

  it.each([
    [-SKEW, true],
    [SKEW, true],
    [-SKEW - 2000, false],
    [SKEW + 2000, false],
  ])('by a sender whose clock is off by %i ms: accepted is %s', (off, accepted) => {
    const sent = signedWebhook(webhookPayload(), { at: NOW + off });
    expect(isAccepted(raw(sent.headers), sent.body)).toBe(accepted);
    expect(checker.mayBeSigned(raw(sent.headers), NOW)).toBe(accepted);
  });
});

describe('The secret of a contact point', () => {
  it('may be two while one takes the place of the other, and no third', () => {
    const rotating = grafanaSignature([GRAFANA_SECRET, OTHER]);
    for (const secret of [GRAFANA_SECRET, OTHER]) {
      const { headers, body } = signedWebhook(webhookPayload(), { secret });
      expect(rotating.verified(raw(headers), body, NOW)).toBeDefined();
    }
    const third = signedWebhook(webhookPayload(), { secret: 'the-third-contact-point-32-bytes' });
    expect(rotating.verified(raw(third.headers), third.body, NOW)).toBeUndefined();
  });

  it.each([[['short']], [['x'.repeat(31)]], [[GRAFANA_SECRET, 'short']], [[]], [[OTHER, OTHER, OTHER]]])(
    'stops the start when it is one of %j',
    (secrets) => {
      expect(() => grafanaSignature(secrets)).toThrow(expect.objectContaining({ code: 'GW203' }) as Error);
    },
  );

  it('is not told by the error', () => {
    expect(() => grafanaSignature(['hunter2'])).toThrow(/^(?!.*hunter2)/);
  });
});

function signedWithoutTime(body: Buffer): Readonly<Record<string, string>> {
  const signature = createHmac('sha256', GRAFANA_SECRET).update(body).digest('hex');
  return { ...signedWebhook(body).headers, [SIGNATURE_HEADER]: signature };
}
