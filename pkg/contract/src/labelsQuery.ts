/**
 * Labels as the gateway's queries take them, always in the same order: `service=lead-bot,tenant=acme`. A backslash
 * stands before each backslash and comma of a value.
 */
export function labelsQuery(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value.replace(/[\\,]/g, '\\$&')}`)
    .join(',');
}
