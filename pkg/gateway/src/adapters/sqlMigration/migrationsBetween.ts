/** A row of the version table, in the order in which migrations were applied. */
export interface AppliedMigration {
  readonly version: string;
  readonly release: string;
  /** Its place in the order, as text. */
  readonly position: string;
}

export type Between =
  /** Newest first, as they are undone. */
  | { readonly kind: 'migrations'; readonly versions: readonly string[] }
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string };

const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/**
 * What was applied after the good release. Only migrations of the bad release may be undone: others, of a release
 * between the two or of a newer one, make it unclear.
 */
export function migrationsBetween(
  applied: readonly AppliedMigration[],
  bad: { readonly version: string; readonly previous: string | undefined },
  good: string,
): Between {
  const firstBad = applied.findIndex(({ release }) => release === bad.version);
  if (firstBad < 0) return { kind: 'nothing', reason: `no migration of ${bad.version} is applied` };
  const lastGood = applied.map(({ release }) => release).lastIndexOf(good);
  if (lastGood < 0 && bad.previous !== good) {
    const reason = `no migration of ${good} is recorded, and its record does not say that ${bad.version} came right after`;
    return { kind: 'unclear', reason };
  }
  const after = applied.slice(lastGood < 0 ? firstBad : lastGood + 1);
  const other = after.find(({ release }) => release !== bad.version);
  if (other !== undefined) {
    return { kind: 'unclear', reason: `migration ${other.version} of ${other.release} was applied after ${good} too` };
  }
  if (firstBad < lastGood)
    return { kind: 'unclear', reason: `migrations of ${good} came after those of ${bad.version}` };
  if (new Set(after.map(({ position }) => position)).size < after.length) {
    return { kind: 'unclear', reason: 'some migrations have the same place in the order' };
  }
  const odd = after.find(({ version }) => !FILE_NAME.test(version) || version.includes('..'));
  if (odd !== undefined) return { kind: 'unclear', reason: `migration ${JSON.stringify(odd.version)} names no file` };
  return { kind: 'migrations', versions: after.map(({ version }) => version).reverse() };
}
