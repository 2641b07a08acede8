/** An address that a browser may be sent to: what comes with a deployment may hold `javascript:` just as well. */
export function httpAddress(address: string | undefined): string | undefined {
  return address !== undefined && /^https?:\/\//i.test(address) ? address : undefined;
}
