import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { grafanaUsers, type GrafanaUserSettings } from './grafanaUser.ts';

const NOW = Date.UTC(2026, 10, 24, 15);
const PROXY = 'proxy-route-secret-of-32-bytes-..';
const SETTINGS: GrafanaUserSettings = { url: 'https://grafana.example.com/', proxySecrets: [PROXY], orgId: 1 };
const CLAIMS = {
  aud: 'org:1',
  iss: 'https://grafana.example.com/',
  sub: 'user:7',
  type: 'user',
  namespace: 'default',
  role: 'Editor',
  name: 'Grace Hopper',
  username: 'grace',
  email: 'grace@example.com',
  iat: NOW / 1000 - 10,
  exp: NOW / 1000 + 590,
};

let keys: { readonly ours: CryptoKey; readonly other: CryptoKey; readonly jwks: object };

beforeAll(async () => {
  const [ours, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'id-es256', alg: 'ES256', use: 'sig' };
  keys = { ours: ours.privateKey, other: other.privateKey, jwks: { keys: [jwk] } };
});

const signed = async (
  claims: Readonly<Record<string, unknown>> = {},
  { key = keys.ours, kid = 'id-es256', typ = 'jwt' } = {},
) => new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ alg: 'ES256', kid, typ }).sign(key);

const headersOf = (token: string, proxy = PROXY) => ['X-Release-Risk-Proxy', proxy, 'X-Grafana-Id', token];

function users(change: Partial<GrafanaUserSettings> = {}) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return Promise.resolve(
      new Response(JSON.stringify(keys.jwks), { headers: { 'content-type': 'application/json' } }),
    );
  };
  return { asked, checker: grafanaUsers({ ...SETTINGS, ...change }, fetch) };
}

describe('A user of Grafana behind the proxy route', () => {
  it('is who Grafana signed, by an id that nobody can change', async () => {
    const { checker, asked } = users();
    const answer = await checker.user(headersOf(await signed()), NOW);
    expect(answer).toEqual({
      kind: 'user',
      actor: { kind: 'person', id: 'grafana:7', name: 'Grace Hopper' },
      knownAs: ['grace', 'Grace Hopper', 'grace@example.com'],
    });
    expect(asked).toEqual(['https://grafana.example.com/api/signing-keys/keys']);
  });

  it('is looked up in keys that are read once', async () => {
    const { checker, asked } = users();
    for (let n = 0; n < 5; n++) await checker.user(headersOf(await signed()), NOW);
    expect(asked).toHaveLength(1);
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['expired', { exp: NOW / 1000 - 60 }],
    ['never expires', { exp: undefined }],
    ['is not yet valid', { nbf: NOW / 1000 + 120 }],
    ['is of another organisation', { aud: 'org:2' }],
    ['has no audience', { aud: undefined }],
    ['is of a service account', { sub: 'service-account:7', type: 'service-account' }],
    ['is of a service account that says it is a user', { sub: 'service-account:7' }],
    ['has another type', { type: 'anonymous' }],
    ['has no subject', { sub: undefined }],
    ['has a subject with signs of its own', { sub: 'user:7 admin' }],
  ])('is refused where the token %s', async (_what, claims) => {
    const { checker } = users();
    expect(await checker.user(headersOf(await signed(claims)), NOW)).toMatchObject({ kind: 'refused' });
  });

  it('is refused where somebody else signed, with a known or an unknown key id', async () => {
    const { checker } = users();
    for (const kid of ['id-es256', 'other']) {
      const token = await signed({}, { key: keys.other, kid });
      expect(await checker.user(headersOf(token), NOW)).toMatchObject({ kind: 'refused' });
    }
  });

  it('is refused where nobody signed, where the key was used as a secret, and where the header is of another type', async () => {
    const { checker } = users();
    const none = new UnsecuredJWT(CLAIMS).encode();
    const secret = new TextEncoder().encode(JSON.stringify(keys.jwks));
    const symmetric = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256', kid: 'id-es256', typ: 'jwt' })
      .sign(secret);
    const access = await signed({}, { typ: 'at+jwt' });
    for (const token of [none, symmetric, access, '', 'a.b.c', 'x'.repeat(20_000)])
      expect(await checker.user(headersOf(token), NOW)).toMatchObject({ kind: 'refused' });
  });

  it('is refused where its payload was changed', async () => {
    const { checker } = users();
    const [head, , tail] = (await signed()).split('.');
    const forged = Buffer.from(JSON.stringify({ ...CLAIMS, sub: 'user:1' })).toString('base64url');
    expect(await checker.user(headersOf(`${head ?? ''}.${forged}.${tail ?? ''}`), NOW)).toMatchObject({
      kind: 'refused',
    });
  });

  it('is refused without the secret of the route, with a wrong one, and where a header stands twice', async () => {
    const { checker, asked } = users();
    const token = await signed();
    for (const headers of [
      ['X-Grafana-Id', token],
      headersOf(token, 'x'.repeat(33)),
      headersOf(token, ''),
      [...headersOf(token), 'x-release-risk-proxy', PROXY],
    ]) {
      expect(checker.isProxied(headers)).toBe(false);
      expect(await checker.user(headers, NOW)).toMatchObject({ kind: 'refused' });
    }
    expect(await checker.user([...headersOf(token), 'x-grafana-id', token], NOW)).toMatchObject({ kind: 'refused' });
    expect(asked).toEqual([]);
  });

  it('is refused while the keys cannot be read', async () => {
    const checker = grafanaUsers(SETTINGS, async () => Promise.reject(new Error('connection refused')));
    expect(await checker.user(headersOf(await signed()), NOW)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    [{ issuer: 'https://grafana.example.com/' }, 'user'],
    [{ issuer: 'https://other.example.com/' }, 'refused'],
    [{ namespace: 'default' }, 'user'],
    [{ namespace: 'stacks-2' }, 'refused'],
    [{ deciders: { ids: ['grafana:7'] } }, 'user'],
    [{ deciders: { ids: ['grafana:8'] } }, 'notAllowed'],
    [{ deciders: { ids: [] } }, 'notAllowed'],
    [{ deciders: { roles: ['Admin'] } }, 'notAllowed'],
    [{ deciders: { roles: ['Admin', 'Editor'] } }, 'user'],
    [{ deciders: { ids: ['grafana:7'], roles: ['Admin'] } }, 'user'],
  ])('by the settings %j is %s', async (change, kind) => {
    const { checker } = users(change);
    expect((await checker.user(headersOf(await signed()), NOW)).kind).toBe(kind);
  });

  it('can be asked for with either secret of the route during rotation, and with none that is short', async () => {
    const next = 'next-proxy-route-secret-32-bytes.';
    const { checker } = users({ proxySecrets: [PROXY, next] });
    expect(checker.isProxied(headersOf('', next))).toBe(true);
    expect(checker.isProxied(headersOf('', PROXY))).toBe(true);
    expect(() => users({ proxySecrets: ['short'] })).toThrow(expect.objectContaining({ code: 'GW203' }) as Error);
  });
});
