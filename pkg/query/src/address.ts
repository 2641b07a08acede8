import { QueryError } from './errors.ts';
import type { SourceTarget } from './target.ts';

/** Where a target's API lives. */
export interface Address {
  /** The full address of an API path (`/api/v1/query`), with the parameters of the target's own URL before `params`. */
  href(path: string, params?: URLSearchParams): string;
  /** The same for people: without query parameters, which may hold keys. */
  shown(path: string): string;
}

/** Takes the target's URL apart. Throws `invalidTarget` for anything but an absolute http(s) URL without credentials. */
export function addressOf(target: SourceTarget): Address {
  const refuse = (problem: string, remedy: string, url: string): QueryError =>
    new QueryError(
      { code: 'invalidTarget', problem, remedy },
      { datasource: target.name, type: target.type, url, attempts: 0 },
    );
  if (!URL.canParse(target.url)) {
    // The text is not repeated: what cannot be parsed cannot be cleared of credentials.
    throw refuse('its URL is not one', 'Give the absolute address, such as http://prometheus:9090.', 'no URL');
  }
  const url = new URL(target.url);
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refuse(`its URL begins with ${url.protocol}`, 'Use an http:// or https:// address.', url.protocol);
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse(
      'its URL holds credentials',
      'Take them out of the URL (it ends up in logs) and give them as basic authentication.',
      base,
    );
  }
  return {
    href(path, params) {
      const search = new URLSearchParams(url.search);
      for (const [key, value] of params ?? []) search.append(key, value);
      const text = search.toString();
      return text === '' ? `${base}${path}` : `${base}${path}?${text}`;
    },
    shown: (path) => `${base}${path}`,
  };
}
