import { lookup } from 'node:dns/promises';
import type { ResolveName, ResolvedAddress } from './openEgress.ts';

/** The names of this machine, as its own resolver (hosts file, DNS) knows them. */
export const systemLookup: ResolveName = async (hostname) => {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address, family }): ResolvedAddress => ({ address, family: family === 6 ? 6 : 4 }));
};
