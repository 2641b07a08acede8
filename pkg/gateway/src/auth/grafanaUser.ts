import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@release-risk/contract/rollback';
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import { z } from 'zod';
import { onlyValue, type RawHeaders } from './credentialHeaders.ts';
import { rotatingSecrets } from './secretStrength.ts';

/** What the plugin's proxy route sends: its secret. Grafana itself adds who the user is, over whatever came in. */
export const PROXY_HEADER = 'X-Release-Risk-Proxy';
export const USER_HEADER = 'X-Grafana-Id';

const PROXY = PROXY_HEADER.toLowerCase();
const USER = USER_HEADER.toLowerCase();

/** Grafana signs its identity tokens with nothing else. */
const ALGORITHMS = ['ES256'];
const CLOCK_TOLERANCE_S = 30;
const KEYS_PATH = '/api/signing-keys/keys';
const KEYS_TIMEOUT_MS = 5000;

const CLAIMS = z.object({
  sub: z.string().regex(/^user:[A-Za-z0-9_-]{1,64}$/),
  type: z.literal('user'),
  namespace: z.string().optional(),
  role: z.string().optional(),
  name: z.string().optional(),
  username: z.string().optional(),
  email: z.string().optional(),
});

export interface GrafanaUserSettings {
  /** Base address of Grafana, where its signing keys are. */
  readonly url: string;
  /** Of the proxy route: one, or two during rotation. */
  readonly proxySecrets: readonly string[];
  /** Tokens are made for an organisation. */
  readonly orgId: number;
  readonly namespace?: string | undefined;
  /** As Grafana writes it: its root URL. Not checked unless given. */
  readonly issuer?: string | undefined;
  /** Who may decide beside what the route's `reqAction` asks; everybody it lets through unless given. */
  readonly deciders?:
    | {
        /** Such as `grafana:7`. Logins are not asked: people may change theirs. */
        readonly ids?: readonly string[] | undefined;
        /** Such as `Admin`. */
        readonly roles?: readonly string[] | undefined;
      }
    | undefined;
}

export type GrafanaUserAnswer =
  | {
      readonly kind: 'user';
      readonly actor: Actor;
      /** Login, name and e-mail address: what a release may name them by. Only compared, never kept. */
      readonly knownAs: readonly string[];
    }
  /** Verified, but not one of those who may decide. */
  | { readonly kind: 'notAllowed'; readonly actor: Actor }
  /** For the log, never for the caller. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface GrafanaUsers {
  /** Whether the request came through the plugin's proxy route. */
  isProxied(headers: RawHeaders): boolean;
  /** The user who sent it through the proxy route, by the token that Grafana signed. `now` is epoch milliseconds. */
  user(headers: RawHeaders, now: number): Promise<GrafanaUserAnswer>;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** `fetch` reads Grafana's signing keys, which are kept for ten minutes. GW203 for short secrets. */
export function grafanaUsers(settings: GrafanaUserSettings, fetch: typeof globalThis.fetch): GrafanaUsers {
  const hashes = rotatingSecrets('The secret of the proxy route', settings.proxySecrets).map(digest);
  const keys = createRemoteJWKSet(new URL(settings.url.replace(/\/+$/, '') + KEYS_PATH), {
    [customFetch]: fetch,
    timeoutDuration: KEYS_TIMEOUT_MS,
  });

  const isProxied = (headers: RawHeaders): boolean => {
    const given = onlyValue(headers, PROXY);
    if (given === undefined) return false;
    const hash = digest(given);
    return hashes.map((one) => timingSafeEqual(one, hash)).includes(true);
  };

  const verified = async (token: string, now: number) => {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      typ: 'JWT',
      audience: `org:${String(settings.orgId)}`,
      ...(settings.issuer === undefined ? {} : { issuer: settings.issuer }),
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now),
    });
    return CLAIMS.parse(payload);
  };

  return {
    isProxied,
    async user(headers, now) {
      if (!isProxied(headers)) return { kind: 'refused', reason: 'it did not come through the proxy route' };
      const token = onlyValue(headers, USER);
      if (token === undefined) return { kind: 'refused', reason: `${USER_HEADER} is missing or repeated` };
      try {
        const claims = await verified(token, now);
        if (settings.namespace !== undefined && claims.namespace !== settings.namespace)
          return { kind: 'refused', reason: 'the token is of another namespace' };
        const id = `grafana:${claims.sub.slice('user:'.length)}`;
        const actor: Actor = { kind: 'person', id, name: claims.name || claims.username || id };
        if (!mayDecide(settings.deciders, id, claims.role)) return { kind: 'notAllowed', actor };
        const names = [claims.username ?? '', claims.name ?? '', claims.email ?? ''];
        return { kind: 'user', actor, knownAs: names.filter((name) => name !== '') };
      } catch (error) {
        return {
          kind: 'refused',
          reason: error instanceof z.ZodError ? 'the token is not of a user' : reasonOf(error),
        };
      }
    },
  };
}

function mayDecide(deciders: GrafanaUserSettings['deciders'], id: string, role: string | undefined): boolean {
  if (deciders?.ids === undefined && deciders?.roles === undefined) return true;
  return deciders.ids?.includes(id) === true || (role !== undefined && deciders.roles?.includes(role) === true);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the token cannot be read';
}
