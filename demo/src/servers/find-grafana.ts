import { dirname, join } from 'node:path';
import { type Found, findProgram, onPath, type Place } from './find-program.ts';
import type { Machine } from './machine.ts';

/** Where Debian's and the RPM package keep `conf` and `public`. */
const PACKAGE_HOME = '/usr/share/grafana';

/** Who writes to a Grafana. */
export type GrafanaAccount =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'password'; readonly user: string; readonly password: string };

/** A Grafana: a program to start with its home folder, or one that runs already. */
export type GrafanaPlace =
  | { readonly kind: 'program'; readonly file: string; readonly homeFolder: string }
  | { readonly kind: 'running'; readonly url: string; readonly account: GrafanaAccount };

/**
 * Finds a Grafana: `GRAFANA_BIN` (with `GRAFANA_HOME`), one that runs at `GRAFANA_URL`, PATH. What the user named goes
 * before what happens to be installed. Nothing is downloaded. Throws `NotFound` with a reason for each.
 */
export function findGrafana(machine: Machine): Promise<Found<GrafanaPlace>> {
  const file = machine.env.GRAFANA_BIN ?? '';
  const url = machine.env.GRAFANA_URL ?? '';
  const places: Place<GrafanaPlace>[] = [
    ...(file === '' ? [] : [{ name: 'GRAFANA_BIN', explicit: true, look: () => lookNamed(machine, file) }]),
    ...(url === '' ? [] : [{ name: 'GRAFANA_URL', explicit: true, look: async () => lookRunning(machine, url) }]),
    { name: 'PATH', look: () => lookOnPath(machine) },
  ];
  return findProgram('Grafana', places);
}

async function lookNamed(machine: Machine, file: string): Promise<GrafanaPlace | string> {
  if (!(await machine.isExecutable(file))) return `${file} is not an executable file`;
  return withHome(machine, file, parentsOf(file));
}

async function lookOnPath(machine: Machine): Promise<GrafanaPlace | string> {
  const file = (await onPath('grafana', machine)) ?? (await onPath('grafana-server', machine));
  return file === undefined ? 'no grafana' : withHome(machine, file, [PACKAGE_HOME, ...parentsOf(file)]);
}

async function withHome(machine: Machine, file: string, usual: readonly string[]): Promise<GrafanaPlace | string> {
  const named = machine.env.GRAFANA_HOME ?? '';
  for (const homeFolder of named === '' ? usual : [named]) {
    if (await machine.exists(join(homeFolder, 'conf', 'defaults.ini'))) return { kind: 'program', file, homeFolder };
  }
  return named === ''
    ? `${file} has no conf/defaults.ini near it; name its home folder with GRAFANA_HOME`
    : `GRAFANA_HOME=${named} holds no conf/defaults.ini`;
}

function lookRunning({ env }: Machine, url: string): GrafanaPlace | string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) return `${url} is no http(s) address`;
  if (parsed.username !== '' || parsed.password !== '') {
    return 'it holds credentials; give GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD';
  }
  const token = env.GRAFANA_TOKEN ?? '';
  const user = env.GRAFANA_USER ?? '';
  if (token === '' && user === '')
    return 'nobody to sign in as: give GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD';
  const account: GrafanaAccount =
    token === '' ? { kind: 'password', user, password: env.GRAFANA_PASSWORD ?? '' } : { kind: 'token', token };
  return { kind: 'running', url: url.replace(/\/+$/, ''), account };
}

/** The folders above a file, nearest first. */
function parentsOf(file: string): readonly string[] {
  const folder = dirname(file);
  return folder === file ? [] : [folder, ...parentsOf(folder)];
}
