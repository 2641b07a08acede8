import { type Machine, sha256 } from './machine.ts';

/** An official release to download. */
export interface OfficialRelease {
  readonly fileUrl: string;
  readonly fileName: string;
  /** The release's own list of checksums, used where none is pinned. */
  readonly sumsUrl: string;
  readonly pinnedSha256?: string;
}

const PROMETHEUS_VERSION = '2.42.0';
/** From the release's sha256sums.txt. */
const PROMETHEUS_SHA256: Readonly<Record<string, string>> = {
  'linux-amd64': '422dab055ed9c7bcaff52b718705f9192c6fac0de6b7e78dd278e70ee2663dcc',
  'darwin-amd64': '384549a78a1d19d21e072a1aee2bd4aa9130446d5134587046141cc0928684c7',
  'darwin-arm64': 'c72ebc0419e77e920b7cfb1742e85d3dd406ac0fe62e65936cc7119c98110d3b',
};
const LOKI_VERSION = '3.6.2';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const PLATFORMS: readonly string[] = ['linux', 'darwin'];

function targetOf(machine: Pick<Machine, 'platform' | 'arch'>): string | undefined {
  const arch = ARCHITECTURES[machine.arch];
  return arch !== undefined && PLATFORMS.includes(machine.platform) ? `${machine.platform}-${arch}` : undefined;
}

/** The Prometheus release for this machine; `undefined` where none is published that the demo can use. */
export function prometheusRelease(machine: Pick<Machine, 'platform' | 'arch'>): OfficialRelease | undefined {
  const target = targetOf(machine);
  if (target === undefined) return undefined;
  const folder = `https://github.com/prometheus/prometheus/releases/download/v${PROMETHEUS_VERSION}`;
  const fileName = `prometheus-${PROMETHEUS_VERSION}.${target}.tar.gz`;
  const pinned = PROMETHEUS_SHA256[target];
  return {
    fileUrl: `${folder}/${fileName}`,
    fileName,
    sumsUrl: `${folder}/sha256sums.txt`,
    ...(pinned === undefined ? {} : { pinnedSha256: pinned }),
  };
}

/** The Loki release for this machine. No checksum is pinned: it is checked against the release's own list. */
export function lokiRelease(machine: Pick<Machine, 'platform' | 'arch'>): OfficialRelease | undefined {
  const target = targetOf(machine);
  if (target === undefined) return undefined;
  const folder = `https://github.com/grafana/loki/releases/download/v${LOKI_VERSION}`;
  const fileName = `loki-${target}.zip`;
  return { fileUrl: `${folder}/${fileName}`, fileName, sumsUrl: `${folder}/SHA256SUMS` };
}

/** Downloads a release and checks it; throws when it cannot be reached or its checksum is another one. */
export async function downloadRelease(machine: Machine, release: OfficialRelease): Promise<Buffer> {
  const expected = release.pinnedSha256 ?? (await listedSha256(machine, release));
  const content = await machine.download(release.fileUrl);
  const actual = sha256(content);
  if (actual !== expected) {
    throw new Error(`${release.fileName} has the checksum ${actual}, not ${expected}: it is not used`);
  }
  return content;
}

async function listedSha256(machine: Machine, release: OfficialRelease): Promise<string> {
  const list = (await machine.download(release.sumsUrl)).toString('utf8');
  for (const line of list.split('\n')) {
    const [sum, name] = line.trim().split(/\s+\*?/);
    if (name === release.fileName && sum !== undefined && /^[0-9a-f]{64}$/.test(sum)) return sum;
  }
  throw new Error(`the release's list of checksums does not name ${release.fileName}`);
}
