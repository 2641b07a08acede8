import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isCurrent } from './built-plugin.ts';

let repository = '';
beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), 'built-plugin-'));
  for (const name of ['module.js', 'panel/module.js', 'plugin.json', 'panel/plugin.json'])
    await put(`dist/${name}`, 200);
  await put('src/module.tsx', 100);
  await put('pkg/model/src/score.ts', 100);
});
afterEach(() => rm(repository, { recursive: true, force: true }));

/** A file that was last written at that second since 1970. */
async function put(name: string, seconds: number): Promise<void> {
  const file = join(repository, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '');
  await utimes(file, seconds, seconds);
}

const current = () => isCurrent(join(repository, 'dist'), repository);

describe('A built plugin', () => {
  it.each(['src/panel/RiskPanel.tsx', 'pkg/query/src/deep/er.ts', 'webpack.config.mjs', 'package-lock.json'])(
    'is not current when %s is newer',
    async (name) => {
      await put(name, 300);
      expect(await current()).toBe(false);
    },
  );

  it.each(['module.js', 'panel/module.js', 'panel/plugin.json'])('is not current without %s', async (name) => {
    await rm(join(repository, 'dist', name));
    expect(await current()).toBe(false);
  });

  it('is current when only tests, other builds and installed packages are newer', async () => {
    for (const name of ['src/a.test.ts', 'pkg/cli/dist-node/x.mjs', 'pkg/model/node_modules/y.js'])
      await put(name, 300);
    expect(await current()).toBe(true);
  });
});
