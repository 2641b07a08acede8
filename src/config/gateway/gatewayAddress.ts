/** What is wrong with a text as the address of a gateway; undefined: nothing. */
export type AddressProblem = 'notAnAddress' | 'scheme' | 'credentials' | 'more';

/** An address as it is kept: without blanks and slashes at its end. Empty: there is no gateway. */
export function keptAddress(text: string): string {
  return text.trim().replace(/\/+$/, '');
}

export function addressProblem(text: string): AddressProblem | undefined {
  const kept = keptAddress(text);
  if (kept === '') return undefined;
  if (!URL.canParse(kept)) return 'notAnAddress';
  const { protocol, username, password, search, hash } = new URL(kept);
  if (protocol !== 'http:' && protocol !== 'https:') return 'scheme';
  if (username !== '' || password !== '') return 'credentials';
  // Grafana writes paths after it as it is, so that they would become part of either.
  return search !== '' || hash !== '' || /[?#{}\s]/.test(kept) ? 'more' : undefined;
}

/** Whether secret and name of the user would go over a network in the clear. */
export function isInTheClear(text: string): boolean {
  if (addressProblem(text) !== undefined || keptAddress(text) === '') return false;
  const { protocol, hostname } = new URL(keptAddress(text));
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
