import { grafanaClient, type GrafanaClient } from '@release-risk/grafana/client';
import type { GrafanaAuth } from '@release-risk/grafana/target';
import type { TlsMaterial } from '@release-risk/query/bindingTarget';
import { usageError } from '../errors.ts';
import { readText } from '../files.ts';
import type { Io } from '../io.ts';
import type { GrafanaOptions } from './options.ts';
import { told } from './told.ts';

/** The Grafana that options and environment name. Throws RR601 where they name none, RR611 for an impossible target. */
export async function openGrafana(io: Io, options: GrafanaOptions): Promise<GrafanaClient> {
  if (options.grafana === undefined || options.grafana === '') {
    throw usageError('No Grafana is named', 'Say where it is: --grafana URL, or RELEASE_RISK_GRAFANA_URL.');
  }
  const auth = await authOf(io, options);
  const orgId = orgOf(options.org);
  const transport = io.transport(await tlsOf(options));
  try {
    return grafanaClient({ url: options.grafana, auth, orgId }, transport, io.networkClock, io.interrupted);
  } catch (error) {
    throw told(error);
  }
}

async function authOf({ env }: Io, { grafanaTokenFile }: GrafanaOptions): Promise<GrafanaAuth> {
  if (grafanaTokenFile !== undefined) {
    return { kind: 'token', token: (await readText(grafanaTokenFile)).replace(/\r?\n$/, '') };
  }
  const token = env['RELEASE_RISK_GRAFANA_TOKEN'] ?? '';
  if (token !== '') return { kind: 'token', token };
  const username = env['RELEASE_RISK_GRAFANA_USER'] ?? '';
  if (username !== '') return { kind: 'basic', username, password: env['RELEASE_RISK_GRAFANA_PASSWORD'] ?? '' };
  return { kind: 'none' };
}

function orgOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usageError(`--org ${JSON.stringify(text)} is no number of an organisation`, 'Such as --org 1.');
}

async function tlsOf({ grafanaCa, grafanaCert, grafanaKey }: GrafanaOptions): Promise<TlsMaterial | undefined> {
  if ((grafanaCert === undefined) !== (grafanaKey === undefined)) {
    throw usageError(
      'A client certificate needs its key, and a key its certificate',
      'Give --grafana-cert and --grafana-key.',
    );
  }
  if (grafanaCa === undefined && grafanaCert === undefined) return undefined;
  const pem = (path: string | undefined) => (path === undefined ? undefined : readText(path));
  return { ca: await pem(grafanaCa), cert: await pem(grafanaCert), key: await pem(grafanaKey) };
}
