import type { Access } from '@release-risk/contract/gatewayApi';
import type { Actor } from '@release-risk/contract/rollback';
import { GatewayError } from '../errors.ts';
import type { RawHeaders } from './credentialHeaders.ts';
import type { GrafanaSignature } from './grafanaSignature.ts';
import type { GrafanaUsers } from './grafanaUser.ts';
import type { SlackSignature } from './slackSignature.ts';
import type { KnownPerson } from './knownPerson.ts';
import type { KnownToken, Tokens, TokenScope } from './tokens.ts';

/** What credentials are looked for in. */
export interface AuthRequest {
  readonly headers: RawHeaders;
  /** As it came, byte for byte. */
  readonly body: Uint8Array;
}

/** Who calls, as far as the route has to know. */
export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'system'; readonly actor: Actor }
  | ({ readonly kind: 'person' } & KnownPerson)
  /** Grafana's contact point or Slack. The signature is the one of this very body at this time. */
  | { readonly kind: 'signed'; readonly signature: string };

/** What there is to check with; what is left out refuses everybody. */
export interface AuthParts {
  readonly signature?: GrafanaSignature | undefined;
  readonly tokens: Tokens;
  readonly users?: GrafanaUsers | undefined;
  readonly slack?: SlackSignature | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Why somebody was refused, for the log only. */
  readonly refused?: ((access: Access, reason: string) => void) | undefined;
}

export interface Authenticator {
  /** Refuses, before the body is read, whom the headers alone give away: GW102. */
  admit(access: Access, headers: RawHeaders): void;
  /** Who it is. GW102 where that is not certain, GW106 for somebody known who may not. */
  authenticate(access: Access, request: AuthRequest): Promise<Caller>;
  /** Who a user of Slack is: GW106 for those that are not in the configuration. */
  slackPerson(userId: string): KnownPerson;
}

export function authenticator(parts: AuthParts): Authenticator {
  const { signature, tokens, users, slack, now } = parts;

  const refuse = (access: Access, reason: string): never => {
    parts.refused?.(access, reason);
    throw new GatewayError({ code: 'GW102' });
  };
  const scoped = (headers: RawHeaders, scopes: readonly TokenScope[]): KnownToken | undefined => {
    const token = tokens.bearer(headers);
    return token !== undefined && token.scopes.some((scope) => scopes.includes(scope)) ? token : undefined;
  };

  /** By the headers alone: whether this access can still be granted. */
  const mayPass: Readonly<Record<Access, (headers: RawHeaders) => boolean>> = {
    nobody: () => true,
    grafanaSignature: (headers) => signature?.mayBeSigned(headers, now()) === true,
    slack: (headers) => slack?.mayBeSigned(headers, now()) === true,
    alertToken: (headers) => scoped(headers, SCOPES.alertToken) !== undefined,
    pipeline: (headers) => scoped(headers, SCOPES.pipeline) !== undefined,
    read: (headers) => users?.isProxied(headers) === true || scoped(headers, SCOPES.read) !== undefined,
    person: (headers) => users?.isProxied(headers) === true || scoped(headers, SCOPES.person) !== undefined,
  };

  const bySignature = (
    access: Access,
    checker: Pick<GrafanaSignature, 'verified'> | undefined,
    { headers, body }: AuthRequest,
  ): Caller => {
    const verified = checker?.verified(headers, body, now());
    return verified === undefined
      ? refuse(access, 'no valid signature of now')
      : { kind: 'signed', signature: verified };
  };
  const byToken = (access: keyof typeof SCOPES, headers: RawHeaders): Caller => {
    const token = scoped(headers, SCOPES[access]);
    return token === undefined ? refuse(access, 'no token for it') : callerOf(token);
  };
  const person = async (headers: RawHeaders): Promise<Caller> => {
    // A request that claims to come from a user of Grafana is never somebody else's.
    if (users?.isProxied(headers) !== true) return byToken('person', headers);
    const answer = await users.user(headers, now());
    if (answer.kind === 'user') return { kind: 'person', actor: answer.actor, knownAs: answer.knownAs };
    if (answer.kind === 'refused') return refuse('person', answer.reason);
    parts.refused?.('person', `${answer.actor.id} is not one of those who may decide`);
    throw new GatewayError({ code: 'GW106', problem: `${answer.actor.name} may not decide about rollbacks` });
  };

  return {
    admit(access, headers) {
      if (!mayPass[access](headers)) refuse(access, 'no usable credentials');
    },
    async authenticate(access, request) {
      switch (access) {
        case 'nobody':
          return { kind: 'anyone' };
        case 'grafanaSignature':
          return bySignature(access, signature, request);
        case 'slack':
          return bySignature(access, slack, request);
        case 'person':
          return await person(request.headers);
        case 'read':
          return users?.isProxied(request.headers) === true ? PLUGIN : byToken(access, request.headers);
        case 'alertToken':
        case 'pipeline':
          return byToken(access, request.headers);
      }
    },
    slackPerson(userId) {
      const person = slack?.personOf(userId);
      if (person !== undefined) return person;
      parts.refused?.('slack', 'a user who is not in the configuration');
      throw new GatewayError({ code: 'GW106', problem: 'This user of Slack is not known to the gateway' });
    },
  };
}

const SCOPES = {
  alertToken: ['alerts'],
  pipeline: ['pipeline'],
  read: ['read', 'person'],
  person: ['person'],
} as const satisfies Partial<Record<Access, readonly TokenScope[]>>;

const PLUGIN: Caller = { kind: 'system', actor: { kind: 'system', id: 'grafana:plugin', name: 'The Grafana plugin' } };

function callerOf({ name, scopes, knownAs }: KnownToken): Caller {
  const id = `token:${name}`;
  return scopes.includes('person')
    ? { kind: 'person', actor: { kind: 'person', id, name }, knownAs: knownAs ?? [] }
    : { kind: 'system', actor: { kind: 'system', id, name } };
}
