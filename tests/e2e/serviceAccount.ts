import { api, must } from './grafanaUnderTest.ts';

/** A service account of the Grafana under test, with one token. */
export interface ServiceAccount {
  readonly token: string;
  remove(): Promise<void>;
}

export async function makeServiceAccount(name: string, role: 'Viewer' | 'Editor'): Promise<ServiceAccount> {
  const { id } = (await must(api('POST', '/api/serviceaccounts', { name, role }))) as { id: number };
  const path = `/api/serviceaccounts/${String(id)}`;
  const { key } = (await must(api('POST', `${path}/tokens`, { name }))) as { key: string };
  return {
    token: key,
    remove: async () => {
      await api('DELETE', path);
    },
  };
}
