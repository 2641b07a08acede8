/**
 * Written without provenance, an object stays editable in Grafana's own pages; with it (`lock`), only this API changes
 * it. The header counts by being there, whatever it says.
 */
export function provenanceHeaders(lock: boolean): Readonly<Record<string, string>> {
  return lock ? {} : { 'x-disable-provenance': 'true' };
}
