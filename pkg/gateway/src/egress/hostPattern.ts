/** Whom the configuration names: a host or all hosts below a suffix, one scheme, one port. */
export interface HostPattern {
  readonly scheme: 'http:' | 'https:';
  /** As the URL parser writes it: lower case, punycode, IPv6 in brackets; without the `*.`. */
  readonly host: string;
  readonly isSuffix: boolean;
  readonly port: number;
  /** True where neither scheme, port nor `*.` were written. */
  readonly isPlain: boolean;
}

const FORM = /^(https?:\/\/)?(\*\.)?([^*/?#@\\\s]+)$/i;

/** What a text of the configuration means; undefined where it names no host. */
export function hostPatternOf(text: string): HostPattern | undefined {
  const [, scheme, star, rest] = FORM.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const protocol = scheme?.toLowerCase() === 'http://' ? 'http:' : 'https:';
  const url = parsedUrl(`${protocol}//${rest}`);
  if (url === undefined || url.hostname === '' || url.hostname.endsWith('.')) return undefined;
  const isSuffix = star !== undefined;
  // A suffix of one label, or of an address, would open far more than anybody means.
  if (isSuffix && !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(url.hostname)) return undefined;
  return {
    scheme: protocol,
    host: url.hostname,
    isSuffix,
    port: portOf(url),
    isPlain: scheme === undefined && !isSuffix && url.port === '' && !/:\d+$/.test(rest.replace(/\[.*\]/, '')),
  };
}

/** Undefined where the text is no URL. */
export function parsedUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The port that a URL is sent to. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'http:' ? 80 : 443;
}

export function matches(pattern: HostPattern, url: URL): boolean {
  if (pattern.scheme !== url.protocol || pattern.port !== portOf(url)) return false;
  return pattern.isSuffix ? url.hostname.endsWith(`.${pattern.host}`) : url.hostname === pattern.host;
}
