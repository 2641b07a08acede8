import { GrafanaError } from './errors.ts';
import type { GrafanaTarget } from './target.ts';

/** What a target adds to every request. */
export interface Credentials {
  /** Origin and path, without a slash at the end. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Strikes out every secret of the target, also where a server or a library echoes it. */
  redact(text: string): string;
}

/** Visible Latin-1: anything else no header can carry. */
const HEADER_VALUE = /^[\x21-\x7e\x80-\xff]+$/;

/** Checks a target. Throws `invalidTarget`, never repeating a secret. */
export function credentialsOf({ url, auth, orgId }: GrafanaTarget): Credentials {
  const refuse = (problem: string, remedy: string, shown = 'no address') =>
    new GrafanaError({ code: 'invalidTarget', problem, remedy }, { url: shown });
  if (!URL.canParse(url)) {
    throw refuse('its address is not one', 'Give the absolute address, such as https://grafana.example.com.');
  }
  const { protocol, username, password, origin, pathname } = new URL(url);
  const base = `${origin}${pathname.replace(/\/+$/, '')}`;
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw refuse(`its address begins with ${protocol}`, 'Use an http:// or https:// address.');
  }
  if (username !== '' || password !== '') {
    throw refuse(
      'its address holds credentials',
      'Take them out of the address (it ends up in logs) and give a token, or user and password, by the environment.',
      base,
    );
  }
  const org: Record<string, string> = orgId === undefined ? {} : { 'x-grafana-org-id': String(orgId) };
  if (auth.kind === 'none') return { base, headers: org, redact: (text) => text };
  if (auth.kind === 'token') {
    if (!HEADER_VALUE.test(auth.token)) {
      throw refuse(
        'its token is empty or holds blanks or line breaks',
        'Check the variable or file it comes from.',
        base,
      );
    }
    return {
      base,
      headers: { ...org, authorization: `Bearer ${auth.token}` },
      redact: strike([auth.token]),
    };
  }
  if (auth.username === '' || auth.username.includes(':')) {
    throw refuse('its user name is empty or holds a colon', 'Check the user name.', base);
  }
  const encoded = base64(`${auth.username}:${auth.password}`);
  return {
    base,
    headers: { ...org, authorization: `Basic ${encoded}` },
    redact: strike([auth.password, encoded]),
  };
}

function strike(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 4);
  return (text) => known.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
