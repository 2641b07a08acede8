import { QueryError } from './errors.ts';
import type { SourceTarget } from './target.ts';

/** What a target adds to every request, and the means to keep it out of what people read. */
export interface Credentials {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Strikes out every secret of the target, also where a server or a library echoes it. */
  redact(text: string): string;
}

const REDACTED = '***';
/** Shorter ones would strike out half of every sentence and are no secrets. */
const SHORTEST_SECRET = 4;
const SECRET_NAME = /auth|token|key|secret|cookie|pass|sign/i;
/** A value this long is taken for a secret whatever its header is called. */
const LONG_VALUE = 16;

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Headers are Latin-1 without control characters; anything else would make the transport throw, value included. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

interface Authorization {
  readonly header: string;
  readonly secrets: readonly string[];
}

function authorizationOf(target: SourceTarget, refuse: (problem: string) => QueryError): Authorization | undefined {
  const { auth } = target;
  if (auth === undefined) return undefined;
  if (auth.kind === 'bearer') {
    if (auth.token.trim() === '') throw refuse('its token is empty');
    return { header: `Bearer ${auth.token}`, secrets: [auth.token] };
  }
  if (auth.username === '') throw refuse('its user name is empty');
  if (auth.username.includes(':')) throw refuse('its user name holds a colon, which basic authentication cannot carry');
  const encoded = base64(`${auth.username}:${auth.password}`);
  return { header: `Basic ${encoded}`, secrets: [auth.password, encoded] };
}

/** Builds the headers of a target whose URL is known to be one. Throws `invalidTarget` for what no header can carry, without repeating the value. */
export function credentialsOf(target: SourceTarget, shownUrl: string): Credentials {
  const refuse = (problem: string): QueryError =>
    new QueryError(
      {
        code: 'invalidTarget',
        problem,
        remedy: 'Correct it in the datasource; a variable that is not set is a common cause.',
      },
      { datasource: target.name, type: target.type, url: shownUrl, attempts: 0 },
    );
  const headers: Record<string, string> = {};
  const secrets: string[] = [];
  const note = (name: string, value: string): void => {
    if (SECRET_NAME.test(name) || value.length >= LONG_VALUE) secrets.push(value);
  };
  for (const [name, value] of new URL(target.url).searchParams) note(name, value);
  for (const [name, value] of Object.entries(target.headers ?? {})) {
    headers[name.toLowerCase()] = value;
    note(name, value);
  }
  if (target.tenant !== undefined && target.tenant !== '') headers['x-scope-orgid'] = target.tenant;
  const authorization = authorizationOf(target, refuse);
  if (authorization !== undefined) {
    headers['authorization'] = authorization.header;
    secrets.push(...authorization.secrets);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name)) throw refuse('the name of one of its headers is not valid');
    if (!HEADER_VALUE.test(value)) throw refuse(`its header ${name} holds a line break or other forbidden character`);
  }
  // Longest first: a secret may contain another.
  const struck = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return { headers, redact: (text) => struck.reduce((rest, secret) => rest.split(secret).join(REDACTED), text) };
}
