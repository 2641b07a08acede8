import { dirname, join } from 'node:path';
import { type Found, findProgram, onPath, type Place } from './find-program.ts';
import type { Machine } from './machine.ts';
import { downloadRelease, prometheusRelease } from './official-release.ts';

/** The two programs that the demo needs from Prometheus. */
export interface PrometheusPrograms {
  readonly prometheus: string;
  readonly promtool: string;
}

/** What to do when there is no Prometheus; shown below the reasons. */
export const PROMETHEUS_ADVICE =
  'Install Prometheus (it comes with promtool), put both on your PATH, or set PROMETHEUS_BIN=/path/to/prometheus.';

const APT_TIMEOUT_MS = 90_000;
const UNPACK_TIMEOUT_MS = 60_000;

/**
 * Finds Prometheus and promtool: `PROMETHEUS_BIN`, PATH, the cache, Debian's package unpacked without root, the
 * official release checked against its checksum. Throws `NotFound` with a reason for each.
 */
export function findPrometheus(machine: Machine, cacheFolder: string): Promise<Found<PrometheusPrograms>> {
  const named = machine.env.PROMETHEUS_BIN;
  const folder = join(cacheFolder, 'bin');
  const cached: PrometheusPrograms = { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
  const places: Place<PrometheusPrograms>[] = [
    ...(named === undefined || named === ''
      ? []
      : [{ name: 'PROMETHEUS_BIN', explicit: true, look: () => lookNamed(machine, named) }]),
    { name: 'PATH', look: () => lookOnPath(machine) },
    {
      name: 'cache',
      look: async () => ((await bothExecutable(machine, cached)) ? cached : 'nothing there yet'),
    },
    { name: "Debian's package", look: () => fromDebian(machine, cached) },
    { name: 'official release', look: () => fromRelease(machine, cached) },
  ];
  return findProgram('Prometheus', places);
}

async function bothExecutable(machine: Machine, programs: PrometheusPrograms): Promise<boolean> {
  return (await machine.isExecutable(programs.prometheus)) && (await machine.isExecutable(programs.promtool));
}

async function lookNamed(machine: Machine, prometheus: string): Promise<PrometheusPrograms | string> {
  if (!(await machine.isExecutable(prometheus))) return `${prometheus} is not an executable file`;
  const beside = join(dirname(prometheus), 'promtool');
  const promtool = (await machine.isExecutable(beside)) ? beside : await onPath('promtool', machine);
  return promtool === undefined ? `there is no promtool beside ${prometheus} nor on PATH` : { prometheus, promtool };
}

async function lookOnPath(machine: Machine): Promise<PrometheusPrograms | string> {
  const prometheus = await onPath('prometheus', machine);
  if (prometheus === undefined) return 'no prometheus';
  const promtool = await onPath('promtool', machine);
  return promtool === undefined ? 'prometheus, but no promtool' : { prometheus, promtool };
}

async function fromDebian(machine: Machine, target: PrometheusPrograms): Promise<PrometheusPrograms | string> {
  const aptGet = await onPath('apt-get', machine);
  const dpkg = await onPath('dpkg', machine);
  if (aptGet === undefined || dpkg === undefined) return 'no apt-get and dpkg here';
  const folder = await machine.temporaryFolder();
  try {
    const quick = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=5', '-o', 'Acquire::https::Timeout=5'];
    await machine.run(aptGet, ['download', ...quick, 'prometheus'], { folder, timeoutMs: APT_TIMEOUT_MS });
    await machine.run('sh', ['-c', 'dpkg -x prometheus_*.deb unpacked'], { folder, timeoutMs: UNPACK_TIMEOUT_MS });
    await machine.install(join(folder, 'unpacked/usr/bin/prometheus'), target.prometheus);
    await machine.install(join(folder, 'unpacked/usr/bin/promtool'), target.promtool);
    return target;
  } finally {
    await machine.remove(folder);
  }
}

async function fromRelease(machine: Machine, target: PrometheusPrograms): Promise<PrometheusPrograms | string> {
  const release = prometheusRelease(machine);
  if (release === undefined) return `no release for ${machine.platform} ${machine.arch}`;
  const archive = await downloadRelease(machine, release);
  const folder = await machine.temporaryFolder();
  try {
    await machine.writeFile(join(folder, release.fileName), archive);
    await machine.run('tar', ['-xzf', release.fileName, '--strip-components=1'], {
      folder,
      timeoutMs: UNPACK_TIMEOUT_MS,
    });
    await machine.install(join(folder, 'prometheus'), target.prometheus);
    await machine.install(join(folder, 'promtool'), target.promtool);
    return target;
  } finally {
    await machine.remove(folder);
  }
}
