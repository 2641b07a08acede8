/** No address that leads anywhere is longer, and the ones of Slack's buttons must not be. */
const LONGEST = 3000;

/**
 * An address from outside that may become a link: http(s), without credentials, written the one way that browsers
 * write it. Undefined for anything else (`javascript:`, relative, none).
 */
export function webAddress(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text.length > LONGEST || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return url.username === '' && url.password === '' ? url.href : undefined;
}
