import type { Target } from '../flow/rollbackRecord.ts';
import type { Intent, PlanRequest } from './adapter.ts';
import { harmless, isPlainName } from './harmless.ts';

/** The release that comes back, explicit and safe to hand on. */
export interface GoodRelease {
  readonly kind: 'good';
  readonly version: string;
  /** Hex, full or shortened as its record has it. */
  readonly commit: string | undefined;
  readonly artifact: string | undefined;
}

export interface Unclear {
  readonly kind: 'unclear';
  readonly reason: string;
}

/** What to bring back, or why nobody can say without a person. */
export function goodReleaseOf({ bad, good, neverBack }: PlanRequest): GoodRelease | Unclear {
  if (good === undefined) return unclear('no good release is known');
  const { version, record } = good;
  if (version === bad.version) return unclear(`${named(version)} is the version that goes`);
  if (neverBack.includes(version)) return unclear(`${named(version)} was rolled back itself`);
  if (record?.outcome === 'failed') return unclear(`the deployment of ${named(version)} failed`);
  if (!isPlainName(version)) return unclear(`"${named(version)}" is no version that a pipeline can be handed`);
  const { commit, artifact } = record ?? {};
  if (artifact !== undefined && !isPlainName(artifact)) {
    return unclear(`the artifact of ${named(version)} is no name that a pipeline can be handed`);
  }
  return { kind: 'good', version, commit: isCommit(commit) ? commit : undefined, artifact };
}

/** The target of a pipeline: `fields` and `snapshot` come on top of the release and the moment of planning. */
export function targetOf(
  good: GoodRelease,
  plannedAt: number,
  more: Pick<Target, 'fields' | 'snapshot'>,
): { readonly kind: 'target'; readonly target: Target } {
  const { version, commit, artifact } = good;
  return {
    kind: 'target',
    target: {
      text: commit === undefined ? version : `${version} (${commit.slice(0, 12)})`,
      version,
      fields: {
        version,
        ...(commit === undefined ? {} : { commit }),
        ...(artifact === undefined ? {} : { artifact }),
        plannedAt: new Date(plannedAt).toISOString(),
        ...more.fields,
      },
      snapshot: more.snapshot,
    },
  };
}

/** Nothing of an intent can be older: when its target was planned, less the difference of two clocks. */
export function earliestOf({ target }: Intent): Date {
  const planned = Date.parse(target.fields['plannedAt'] ?? '');
  return new Date((Number.isNaN(planned) ? 0 : planned) - CLOCKS_DIFFER_MS);
}

const CLOCKS_DIFFER_MS = 5 * 60_000;

/** Whether two commits are the same, one of them perhaps shortened. */
export function sameCommit(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase());
}

function isCommit(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{7,64}$/i.test(text);
}

const named = (version: string) => harmless(version, 80);
const unclear = (reason: string): Unclear => ({ kind: 'unclear', reason });
