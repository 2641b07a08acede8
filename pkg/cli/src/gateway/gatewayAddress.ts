import { usageError } from '../errors.ts';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address before the paths of the gateway's API, without a slash at its end. Throws RR601 for what is no address
 * of one, and for http to another machine unless it is allowed: the token could be read on its way.
 */
export function gatewayAddress(text: string, allowHttp: boolean): string {
  // The text is not repeated: what cannot be parsed cannot be cleared of credentials.
  if (!URL.canParse(text)) {
    throw usageError('The address of the gateway is none', 'Such as --gateway https://gateway.example.com.');
  }
  const { protocol, username, password, search, hash, hostname, origin, pathname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw usageError(`The address of the gateway begins with ${protocol}`, 'Use an https:// address.');
  }
  if (username !== '' || password !== '') {
    throw usageError(
      'The address of the gateway holds credentials',
      'Take them out: addresses end up in logs. The token comes from RELEASE_RISK_GATEWAY_TOKEN.',
    );
  }
  if (search !== '' || hash !== '') {
    throw usageError('The address of the gateway has a query or a fragment', 'Give what stands before /v1/rollbacks.');
  }
  if (protocol === 'http:' && !allowHttp && !LOOPBACK.test(hostname)) {
    throw usageError(
      `The token would travel readable to ${hostname}`,
      'Use https, or say --allow-http where the network between is yours.',
    );
  }
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}
