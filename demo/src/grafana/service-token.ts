import { z } from 'zod';
import { call, type GrafanaLogin, mustWork } from './call.ts';

const PATH = '/api/serviceaccounts';
const NAME = 'release-risk-demo-gateway';

const accountSchema = z.object({ id: z.number() });
const foundSchema = z.object({ serviceAccounts: z.array(z.object({ id: z.number(), name: z.string() })) });
const tokenSchema = z.object({ key: z.string().min(1) });

/** A token with which the gateway reads alerts and writes annotations. */
export interface ServiceToken {
  readonly token: string;
  remove(): Promise<void>;
}

/** Makes a service account for the gateway, in place of one that an earlier demo left. A token in use is shared. */
export async function makeServiceToken(grafana: GrafanaLogin): Promise<ServiceToken> {
  if (grafana.account.kind === 'token') {
    return { token: grafana.account.token, remove: async () => undefined };
  }
  const found = await call(grafana, 'GET', `${PATH}/search?query=${NAME}`);
  mustWork(found, 'the list of service accounts');
  for (const { id, name } of foundSchema.parse(JSON.parse(found.text)).serviceAccounts) {
    if (name === NAME) await call(grafana, 'DELETE', `${PATH}/${id}`);
  }
  const made = await call(grafana, 'POST', PATH, { name: NAME, role: 'Admin' });
  mustWork(made, 'the service account of the gateway');
  const { id } = accountSchema.parse(JSON.parse(made.text));
  const given = await call(grafana, 'POST', `${PATH}/${id}/tokens`, { name: NAME });
  mustWork(given, 'the token of the gateway');
  return {
    token: tokenSchema.parse(JSON.parse(given.text)).key,
    remove: async () => {
      await call(grafana, 'DELETE', `${PATH}/${id}`);
    },
  };
}
