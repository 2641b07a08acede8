import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlyValue, singleHeader } from './credentialHeaders.ts';
import { replayCache } from './replayCache.ts';
import { slackSignature } from './slackSignature.ts';
import { slackForm, slackPayload, signedSlack, SLACK_TIME } from '../testing/slackRequest.ts';
import { SLACK_SECRET } from '../testing/gatewayServer.ts';
import { bearerTokens } from './tokens.ts';

const secretOf = (name: string) => name.padEnd(40, '-');

describe('A header of credentials', () => {
  it.each([
    [['A', '1'], { kind: 'once', value: '1' }],
    [['B', '1'], { kind: 'absent' }],
    [['a', '1', 'A', '1'], { kind: 'repeated' }],
    [['a', ''], { kind: 'once', value: '' }],
    [['a'], { kind: 'absent' }],
    [[], { kind: 'absent' }],
  ])('of %j is found as %j', (headers, found) => {
    expect(singleHeader(headers, 'a')).toEqual(found);
  });

  it('counts only where it stands once', () => {
    expect(onlyValue(['x', '1', 'X', '2'], 'x')).toBeUndefined();
  });
});

describe('A bearer token', () => {
  const tokens = bearerTokens([
    { name: 'ci', scopes: ['pipeline'], secret: secretOf('ci') },
    { name: 'ada', scopes: ['person', 'read'], secret: secretOf('ada') },
  ]);
  const bearer = (value: string) => tokens.bearer(['Authorization', value]);

  it('is found by its secret, and shows no secret', () => {
    expect(bearer(`Bearer ${secretOf('ci')}`)).toEqual({ name: 'ci', scopes: ['pipeline'] });
    expect(bearer(`bearer ${secretOf('ada')}`)).toEqual({ name: 'ada', scopes: ['person', 'read'] });
  });

  it.each([
    '',
    'Bearer ',
    `Bearer ${secretOf('eve')}`,
    `Bearer ${secretOf('ci')} `,
    `Bearer ${secretOf('ci')}x`,
    `Bearer ${secretOf('ci').slice(0, -1)}`,
    `Bearer ${secretOf('CI')}`,
    `Basic ${secretOf('ci')}`,
    secretOf('ci'),
    `Bearer ${'x'.repeat(5000)}`,
  ])('is not found in %j', (value) => {
    expect(bearer(value)).toBeUndefined();
  });

  it('that stands twice is none', () => {
    const value = `Bearer ${secretOf('ci')}`;
    expect(tokens.bearer(['Authorization', value, 'authorization', value])).toBeUndefined();
  });

  it.each([
    [[{ name: 'a', scopes: [], secret: 'short' }]],
    [
      [
        { name: 'a', scopes: [], secret: secretOf('a') },
        { name: 'a', scopes: [], secret: secretOf('b') },
      ],
    ],
    [
      [
        { name: 'a', scopes: [], secret: secretOf('a') },
        { name: 'b', scopes: [], secret: secretOf('a') },
      ],
    ],
  ])('that is short or shared stops the start: %j', (given) => {
    expect(() => bearerTokens(given)).toThrow(expect.objectContaining({ code: 'GW203' }) as Error);
  });
});

describe('What was taken in under a signature', () => {
  const MINUTE = 60_000;

  it('is known for as long as the signature is good', () => {
    const cache = replayCache<number>();
    cache.remember('first', 1, 0);
    for (let at = MINUTE; at <= 10 * MINUTE; at += MINUTE) cache.remember(`at ${String(at)}`, 2, at);
    expect(cache.known('first')).toBe(1);
  });

  it('is forgotten in the end', () => {
    const cache = replayCache<number>();
    cache.remember('first', 1, 0);
    cache.remember('second', 1, 10 * MINUTE);
    cache.remember('third', 1, 20 * MINUTE);
    expect(cache.known('first')).toBeUndefined();
    cache.remember('much later', 1, 60 * MINUTE);
    expect(cache.size).toBe(1);
  });

  it('never takes more room than it may, whatever comes when', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.nat({ max: MINUTE })), { maxLength: 200 }), (entries) => {
        const cache = replayCache<true>(20);
        let now = 0;
        for (const [key, later] of entries) {
          now += later;
          cache.remember(key, true, now);
          expect(cache.known(key)).toBe(true);
          expect(cache.size).toBeLessThanOrEqual(20);
        }
      }),
    );
  });
});

describe('A signed interaction of Slack', () => {
  const slack = slackSignature([SLACK_SECRET, 'the-next-signing-secret-32-bytes'], {
    U02A: { name: 'Grace', knownAs: ['grace@example.com'] },
  });
  const form = slackForm(slackPayload());
  const isAccepted = (headers: Readonly<Record<string, string>>, body = form) =>
    slack.verified(Object.entries(headers).flat(), body, SLACK_TIME) !== undefined;

  it('is accepted with either secret during rotation', () => {
    expect(isAccepted(signedSlack(form))).toBe(true);
    expect(isAccepted(signedSlack(form, { secret: 'the-next-signing-secret-32-bytes' }))).toBe(true);
    expect(isAccepted(signedSlack(form, { secret: 'nobody-knows-this-secret-32-byte' }))).toBe(false);
  });

  it.each([
    [-299_000, true],
    [299_000, true],
    [-301_000, false],
    [301_000, false],
    [86_400_000, false],
  ])('made %i ms from now: accepted is %s', (off, accepted) => {
    expect(isAccepted(signedSlack(form, { at: SLACK_TIME + off }))).toBe(accepted);
  });

  it('is refused with another body, without its version, or with another one', () => {
    const headers = signedSlack(form);
    const signature = headers['x-slack-signature'] ?? '';
    expect(isAccepted(headers, Buffer.concat([form, Buffer.from('&')]))).toBe(false);
    expect(isAccepted({ ...headers, 'x-slack-signature': signature.replace('v0=', '') })).toBe(false);
    expect(isAccepted({ ...headers, 'x-slack-signature': signature.replace('v0=', 'v1=') })).toBe(false);
    expect(isAccepted({ ...headers, 'x-slack-signature': signature.toUpperCase() })).toBe(false);
  });

  it('is of a person of the configuration, and of nobody else', () => {
    expect(slack.personOf('U02A')).toEqual({
      actor: { kind: 'person', id: 'slack:U02A', name: 'Grace' },
      knownAs: ['grace@example.com'],
    });
    for (const other of ['U02B', 'u02a', '', 'constructor', '__proto__']) expect(slack.personOf(other)).toBeUndefined();
  });
});
