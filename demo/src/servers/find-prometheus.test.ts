import { describe, expect, it } from 'vitest';
import { fakeMachine } from './fake-machine.ts';
import { findPrometheus } from './find-prometheus.ts';
import { NotFound } from './find-program.ts';
import { sha256 } from './machine.ts';
import { prometheusRelease } from './official-release.ts';

const EVERYWHERE = ['/own/prometheus', '/own/promtool', '/usr/bin/prometheus', '/usr/bin/promtool'];
const CACHED = ['/cache/bin/prometheus', '/cache/bin/promtool'];
const DEBIAN = ['/usr/bin/apt-get', '/usr/bin/dpkg'];
const unpackDebian = (line: string, executables: Set<string>) => {
  if (!line.includes('dpkg -x')) return;
  executables.add('/scratch/unpacked/usr/bin/prometheus').add('/scratch/unpacked/usr/bin/promtool');
};

async function reasons(search: Promise<unknown>): Promise<readonly string[]> {
  const error = await search.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NotFound)) throw new Error('expected NotFound');
  return error.reasons;
}

describe('finding Prometheus', () => {
  it('takes PROMETHEUS_BIN before anything else', async () => {
    const { machine } = fakeMachine({
      env: { PROMETHEUS_BIN: '/own/prometheus', PATH: '/usr/bin' },
      executables: [...EVERYWHERE, ...CACHED],
    });
    expect(await findPrometheus(machine, '/cache')).toEqual({
      from: 'PROMETHEUS_BIN',
      program: { prometheus: '/own/prometheus', promtool: '/own/promtool' },
    });
  });

  it('takes promtool from PATH when PROMETHEUS_BIN has none beside it', async () => {
    const { machine } = fakeMachine({
      env: { PROMETHEUS_BIN: '/own/prometheus', PATH: '/x:/usr/bin' },
      executables: ['/own/prometheus', '/usr/bin/promtool'],
    });
    expect((await findPrometheus(machine, '/cache')).program.promtool).toBe('/usr/bin/promtool');
  });

  it.each([
    ['is not there', ['/usr/bin/prometheus', '/usr/bin/promtool'], 'not an executable'],
    ['has no promtool anywhere', ['/own/prometheus'], 'no promtool'],
  ])('does not look elsewhere when PROMETHEUS_BIN %s: the user meant that one', async (_what, executables, why) => {
    const { machine, downloads } = fakeMachine({
      env: { PROMETHEUS_BIN: '/own/prometheus', PATH: '/usr/bin' },
      executables: executables.filter((f) => why !== 'no promtool' || !f.endsWith('promtool')),
    });
    const found = await reasons(findPrometheus(machine, '/cache'));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(why);
    expect(downloads).toEqual([]);
  });

  it('takes PATH before the cache, and the cache before the network', async () => {
    const both = fakeMachine({ env: { PATH: '/nothing:/usr/bin' }, executables: [...EVERYWHERE, ...CACHED] });
    expect((await findPrometheus(both.machine, '/cache')).from).toBe('PATH');
    const cached = fakeMachine({ env: { PATH: '/bin' }, executables: CACHED });
    expect((await findPrometheus(cached.machine, '/cache')).from).toBe('cache');
    expect([...cached.downloads, ...cached.runs]).toEqual([]);
  });

  it('passes over a prometheus without promtool', async () => {
    const { machine } = fakeMachine({ env: { PATH: '/usr/bin' }, executables: ['/usr/bin/prometheus', ...CACHED] });
    expect((await findPrometheus(machine, '/cache')).from).toBe('cache');
  });

  it("unpacks Debian's package without root, and clears away what it unpacked", async () => {
    const fake = fakeMachine({ env: { PATH: '/usr/bin' }, executables: DEBIAN, onRun: unpackDebian });
    const found = await findPrometheus(fake.machine, '/cache');
    expect(found).toEqual({ from: "Debian's package", program: { prometheus: CACHED[0], promtool: CACHED[1] } });
    expect(fake.runs[0]).toMatch(/^\/usr\/bin\/apt-get download .*Timeout=5.* prometheus$/);
    expect(fake.removed).toEqual(['/scratch']);
    expect(fake.downloads).toEqual([]);
  });

  it('goes on to the official release when the package cannot be had, and says why neither could', async () => {
    const onRun = (line: string) => {
      if (line.includes('apt-get')) throw new Error('E: Unable to locate package prometheus\nmore');
    };
    const fake = fakeMachine({ env: { PATH: '/usr/bin' }, executables: DEBIAN, onRun });
    const found = await reasons(findPrometheus(fake.machine, '/cache'));
    expect(found.map((line) => line.split(':')[0])).toEqual(['PATH', 'cache', "Debian's package", 'official release']);
    expect(found[2]).toContain('Unable to locate package');
    expect(found[3]).toContain('could not be reached');
    expect(fake.removed).toEqual(['/scratch']);
  });

  it('does not use a download whose checksum is another one', async () => {
    const release = prometheusRelease({ platform: 'linux', arch: 'x64' });
    const fake = fakeMachine({ files: { [release?.fileUrl ?? '']: Buffer.from('not Prometheus') } });
    const found = await reasons(findPrometheus(fake.machine, '/cache'));
    expect(found[found.length - 1]).toContain('it is not used');
    expect(fake.runs).toEqual([]);
  });

  it("checks against the release's own list where no checksum is pinned", async () => {
    const release = prometheusRelease({ platform: 'linux', arch: 'arm64' });
    const archive = Buffer.from('an archive');
    const fake = fakeMachine({
      arch: 'arm64',
      files: {
        [release?.fileUrl ?? '']: archive,
        [release?.sumsUrl ?? '']: Buffer.from(`${sha256(archive)}  ${release?.fileName}\n`),
      },
      onRun: (_line, executables) => executables.add('/scratch/prometheus').add('/scratch/promtool'),
    });
    expect((await findPrometheus(fake.machine, '/cache')).from).toBe('official release');
    expect(fake.executables).toEqual(new Set(CACHED));
  });

  it('says so where there is no release for the machine', async () => {
    const fake = fakeMachine({ platform: 'aix', arch: 'ppc' });
    expect((await reasons(findPrometheus(fake.machine, '/cache'))).join()).toContain('no release for aix ppc');
  });
});
