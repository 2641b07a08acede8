import type { Adapter } from './adapter.ts';
import { changedSince, liveByCommit, liveByProgress, type ReadLive } from './liveCommit.ts';

/** What one way of a pipeline does by itself. */
export type Way = Pick<Adapter, 'trigger' | 'find' | 'status'>;

/**
 * A way whose calls are checked against what is live, before and after, where that can be read; otherwise its own end
 * is all that tells. `run`: what its thing is called where its id is not known, such as `its run`.
 */
export function liveChecked(way: Way, readLive: ReadLive | undefined, run: string): Way & Pick<Adapter, 'verify'> {
  return {
    find: way.find,
    status: way.status,

    async trigger(intent, signal) {
      const changed = readLive === undefined ? undefined : changedSince(intent, await readLive(signal));
      return changed ?? way.trigger(intent, signal);
    },

    async verify(intent, externalId, signal) {
      if (readLive !== undefined) return liveByCommit(intent, await readLive(signal));
      if (externalId === undefined) return { kind: 'unsure', reason: `${run} is not known` };
      return liveByProgress(await way.status(intent, externalId, signal));
    },
  };
}
