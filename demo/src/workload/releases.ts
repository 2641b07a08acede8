import { z } from 'zod';
import { hashToUnit } from './noise.ts';

/** What a version can carry. `none` is a good version. */
export const FAULTS = ['none', 'slow', 'errors', 'sync-lag', 'silent', 'cpu', 'db-slow'] as const;

/** A release of the whole service: what runs, who made it, since when, and what is wrong with it. */
export const releaseSchema = z.object({
  version: z.string().min(1).max(64),
  commit: z.string().min(1).max(64),
  author: z.string().min(1).max(64),
  deployedAtMs: z.number(),
  fault: z.enum(FAULTS),
  kind: z.enum(['deploy', 'rollback']),
  /** Of the call to the pipeline that made it, where there was one. */
  callId: z.string().max(64).optional(),
});
export type Release = z.infer<typeof releaseSchema>;
export type Fault = Release['fault'];

/** What a caller may ask for; all else is filled in. */
export const releaseRequestSchema = z
  .object({
    version: z
      .string()
      .regex(/^[\w.+-]{1,64}$/, 'a version: letters, digits, dot, plus, minus')
      .optional(),
    commit: z
      .string()
      .regex(/^[0-9a-f]{7,40}$/, 'a commit: 7 to 40 hexadecimal digits')
      .optional(),
    author: z.string().min(1).max(64).optional(),
    fault: z.enum(FAULTS).default('none'),
  })
  .strict();
export type ReleaseRequest = z.infer<typeof releaseRequestSchema>;

/** In the generated past a good version is released at fixed times, this far apart. */
const RELEASE_EVERY_MS = 37 * 3_600_000;
const AUTHORS = ['anna', 'boris', 'chen', 'dilnoza'] as const;

function commitOf(number: number): string {
  const part = (salt: number) =>
    Math.floor(hashToUnit(number, salt) * 0x10000000)
      .toString(16)
      .padStart(7, '0');
  return part(11) + part(12).slice(0, 5);
}

function authorOf(number: number): string {
  return AUTHORS[Math.floor(hashToUnit(number, 13) * AUTHORS.length)] ?? AUTHORS[0];
}

/** The good release that the generated past says was running at a time (ms since 1970). */
export function pastReleaseAt(atMs: number): Release {
  const number = Math.floor(atMs / RELEASE_EVERY_MS);
  return {
    version: `1.${number % 1000}.0`,
    commit: commitOf(number),
    author: authorOf(number),
    deployedAtMs: number * RELEASE_EVERY_MS,
    fault: 'none',
    kind: 'deploy',
  };
}

/** How long a release is watched: what a gate would have needed for it is all there in the generated past. */
export const WATCH_MS = 10 * 60_000;
const LOOK_BACK_MS = 2 * 60_000;

/** Whether a release of the generated past is being watched at a time, or was until just now (ms since 1970). */
export function isPastWatch(atMs: number): boolean {
  return atMs - pastReleaseAt(atMs).deployedAtMs <= WATCH_MS + LOOK_BACK_MS;
}

/** The last releases of the generated past at a time (ms since 1970), oldest first. */
export function pastReleases(atMs: number, count: number): readonly Release[] {
  return Array.from({ length: count }, (_, at) => pastReleaseAt(atMs - (count - 1 - at) * RELEASE_EVERY_MS));
}

/** Every release so far, oldest first; the last one runs. */
export type Releases = readonly [Release, ...Release[]];

/** The release that runs. */
export function running(releases: Releases): Release {
  return releases[releases.length - 1] ?? releases[0];
}

/** Adds a release. Without a version the minor number counts on from the highest so far; the commit is made up. */
export function addRelease(releases: Releases, request: ReleaseRequest, nowMs: number): Releases {
  const minors = releases.map((r) => Number(/^1\.(\d+)\./.exec(r.version)?.[1] ?? 0));
  const minor = Math.max(...minors) + 1;
  const release: Release = {
    version: request.version ?? `1.${minor}.0`,
    commit: request.commit ?? commitOf(Math.floor(nowMs)),
    author: request.author ?? authorOf(minor),
    deployedAtMs: nowMs,
    fault: request.fault,
    kind: 'deploy',
  };
  return [...releases, release];
}

/** What a pipeline is told to bring back. */
export interface RollbackOrder {
  readonly version: string;
  readonly callId: string;
}

/**
 * Puts an earlier version back, with what is wrong with it: the one that is ordered, else the last good one before the
 * running one. `undefined` when there is none: an ordered one was never released, or the running one is good and the
 * first.
 */
export function addRollback(releases: Releases, nowMs: number, order?: RollbackOrder): Releases | undefined {
  const target = order === undefined ? lastGood(releases) : releaseOf(releases, order.version, nowMs);
  if (target === undefined) return undefined;
  const { callId: _earlier, ...release } = target;
  const { callId } = order ?? {};
  const back: Release = { ...release, deployedAtMs: nowMs, kind: 'rollback' };
  return [...releases, callId === undefined ? back : { ...back, callId }];
}

function lastGood(releases: Releases): Release | undefined {
  const current = running(releases);
  return releases.findLast((r) => r.fault === 'none' && r.version !== current.version);
}

/** How far back the past can be rolled back to. */
const REMEMBERED = 9;

/** A version that ran since the start, or in the generated past. */
function releaseOf(releases: Releases, version: string, nowMs: number): Release | undefined {
  const is = (release: Release) => release.version === version;
  return releases.findLast(is) ?? pastReleases(nowMs, REMEMBERED).findLast(is);
}
