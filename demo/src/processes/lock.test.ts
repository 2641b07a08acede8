import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AlreadyRunning, takeLock } from './lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a cache folder', () => {
  it('is taken and given back, leaving nothing', async () => {
    const lock = await takeLock(join(folder, 'new'));
    await lock.announce('http://127.0.0.1:1');
    await lock.release();
    expect(await readdir(join(folder, 'new'))).toEqual([]);
  });

  it('is refused while a living process has it, saying where that is', async () => {
    await writeFile(
      join(folder, 'running.json'),
      JSON.stringify({ pid: process.ppid, address: 'http://127.0.0.1:4300' }),
    );
    await expect(takeLock(folder)).rejects.toBeInstanceOf(AlreadyRunning);
    await expect(takeLock(folder)).rejects.toThrow('http://127.0.0.1:4300');
  });

  it.each([
    ['a dead process', JSON.stringify({ pid: 2 ** 30, address: '' })],
    ['half a file', '{"pid":'],
    ['nothing', ''],
  ])('is taken over from %s', async (_who, content) => {
    await writeFile(join(folder, 'running.json'), content);
    await (await takeLock(folder)).release();
  });
});
