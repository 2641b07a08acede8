import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fakeMachine } from './fake-machine.ts';
import { findLoki } from './find-loki.ts';
import { NotFound } from './find-program.ts';
import { sha256 } from './machine.ts';
import { lokiRelease } from './official-release.ts';
import { unzipFirst } from './unzip.ts';

/** A zip archive of one file. */
function zip(name: string, content: Buffer, method: 0 | 8 | 12): Buffer {
  const data = method === 8 ? deflateRawSync(content) : content;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(method, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end]);
}

describe('finding Loki', () => {
  it.each([
    ['LOKI_BIN', { LOKI_BIN: '/own/loki', PATH: '/usr/bin' }, '/own/loki'],
    ['PATH', { PATH: '/usr/bin' }, '/usr/bin/loki'],
    ['cache', { PATH: '/nowhere' }, '/cache/bin/loki'],
  ])('looks in its order: %s', async (from, env, loki) => {
    const { machine } = fakeMachine({ env, executables: ['/own/loki', '/usr/bin/loki', '/cache/bin/loki'] });
    expect(await findLoki(machine, '/cache')).toEqual({ from, program: { loki } });
  });

  it('does not look elsewhere when LOKI_BIN names nothing', async () => {
    const { machine } = fakeMachine({ env: { LOKI_BIN: '/gone', PATH: '/usr/bin' }, executables: ['/usr/bin/loki'] });
    await expect(findLoki(machine, '/cache')).rejects.toThrow('/gone is not an executable file');
  });

  it('ends with NotFound without a network, so that the stand-in can take its place', async () => {
    await expect(findLoki(fakeMachine({}).machine, '/cache')).rejects.toBeInstanceOf(NotFound);
  });

  it('unpacks the official release after checking it against its list', async () => {
    const release = lokiRelease({ platform: 'linux', arch: 'x64' });
    const archive = zip('loki-linux-amd64', Buffer.from('a program'), 8);
    const files = (sum: string) => ({
      [release?.fileUrl ?? '']: archive,
      [release?.sumsUrl ?? '']: Buffer.from(`${'0'.repeat(64)}  other.zip\n${sum}  ${release?.fileName}\n`),
    });
    const good = fakeMachine({ files: files(sha256(archive)) });
    expect((await findLoki(good.machine, '/cache')).from).toBe('official release');
    expect(good.executables).toEqual(new Set(['/cache/bin/loki']));
    const bad = fakeMachine({ files: files('1'.repeat(64)) });
    await expect(findLoki(bad.machine, '/cache')).rejects.toThrow('it is not used');
    expect(bad.executables.size).toBe(0);
  });
});

describe('a zip archive', () => {
  const content = Buffer.from('hello '.repeat(100));

  it.each([0, 8] as const)('gives its file, compression method %s', (method) => {
    expect(unzipFirst(zip('loki-x', content, method), (name) => name === 'loki-x')).toEqual(content);
  });

  it.each([
    ['no zip', Buffer.from('<html>404</html>'), 'not a zip archive'],
    ['nothing', Buffer.alloc(0), 'not a zip archive'],
    ['another file', zip('readme', content, 8), 'does not hold'],
    ['another method', zip('loki-x', content, 12), 'unknown way'],
  ])('is refused: %s', (_what, archive, why) => {
    expect(() => unzipFirst(archive, (name) => name === 'loki-x')).toThrow(why);
  });
});
