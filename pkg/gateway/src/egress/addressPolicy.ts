import ipaddr from 'ipaddr.js';
import { hostPatternOf } from './hostPattern.ts';

type Address = ReturnType<typeof ipaddr.process>;

/** Ranges that a host by its name may be in: where on-premise systems live. */
const ON_PREMISE = ['private', 'uniqueLocal', 'loopback', 'carrierGradeNat'];

/** An address of one host: undefined where it may be called, otherwise why not. */
export type AddressPolicy = (host: string, address: string) => string | undefined;

/**
 * Public addresses only, but for what `allowPrivate` names (CIDRs, host names). An IPv4 address inside an IPv6 one
 * (`::ffff:`) is judged as what it is; those that a translator would turn into an IPv4 one (NAT64, 6to4, Teredo) are
 * not public.
 */
export function addressPolicy(allowPrivate: readonly string[]): AddressPolicy {
  const networks = allowPrivate.filter((text) => text.includes('/')).map((text) => ipaddr.parseCIDR(text));
  const hosts = new Set(
    allowPrivate.filter((text) => !text.includes('/')).map((text) => hostPatternOf(text)?.host ?? text),
  );
  return (host, text) => {
    const address = addressOf(text);
    if (address === undefined) return `"${text}" is no address`;
    const range = rangeOf(address);
    if (range === 'unicast') return undefined;
    if (networks.some((network) => isIn(address, network))) return undefined;
    if (hosts.has(host) && ON_PREMISE.includes(range)) return undefined;
    return `${host === text ? '' : `${host} is at `}${text}, which is ${range}, not public`;
  };
}

function addressOf(text: string): Address | undefined {
  // A zone id names an interface of this machine: never somewhere else.
  if (text.includes('%')) return undefined;
  try {
    return ipaddr.process(text);
  } catch {
    return undefined;
  }
}

function rangeOf(address: Address): string {
  const range = address.range();
  // Only 2000::/3 is given out: what lies outside is not somebody's public address, whatever its name.
  if (range === 'unicast' && address.kind() === 'ipv6' && !isIn(address, ipaddr.parseCIDR('2000::/3'))) {
    return 'reserved';
  }
  return range;
}

function isIn(address: Address, [network, bits]: ReturnType<typeof ipaddr.parseCIDR>): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
