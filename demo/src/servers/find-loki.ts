import { join } from 'node:path';
import { type Found, findProgram, onPath, type Place } from './find-program.ts';
import type { Machine } from './machine.ts';
import { downloadRelease, lokiRelease } from './official-release.ts';
import { unzipFirst } from './unzip.ts';

/** A real Loki. */
export interface LokiProgram {
  readonly loki: string;
}

/** Finds a real Loki: `LOKI_BIN`, PATH, the cache, the official release. Throws `NotFound` with a reason for each. */
export function findLoki(machine: Machine, cacheFolder: string): Promise<Found<LokiProgram>> {
  const named = machine.env.LOKI_BIN;
  const cached = join(cacheFolder, 'bin', 'loki');
  const places: Place<LokiProgram>[] = [
    ...(named === undefined || named === ''
      ? []
      : [
          {
            name: 'LOKI_BIN',
            explicit: true,
            look: async () =>
              (await machine.isExecutable(named)) ? { loki: named } : `${named} is not an executable file`,
          },
        ]),
    {
      name: 'PATH',
      look: async () => {
        const loki = await onPath('loki', machine);
        return loki === undefined ? 'no loki' : { loki };
      },
    },
    {
      name: 'cache',
      look: async () => ((await machine.isExecutable(cached)) ? { loki: cached } : 'nothing there yet'),
    },
    {
      name: 'official release',
      look: async () => {
        const release = lokiRelease(machine);
        if (release === undefined) return `no release for ${machine.platform} ${machine.arch}`;
        const archive = await downloadRelease(machine, release);
        await machine.writeExecutable(
          cached,
          unzipFirst(archive, (name) => name.startsWith('loki-')),
        );
        return { loki: cached };
      },
    },
  ];
  return findProgram('Loki', places);
}
