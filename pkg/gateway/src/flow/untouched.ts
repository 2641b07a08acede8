import type { RollbackRecord } from './rollbackRecord.ts';

/** Nothing was called that may have happened: the release can be judged anew as if it had not been decided upon. */
export function isUntouched({ steps }: RollbackRecord): boolean {
  return steps.every(({ kind, state, inDoubt }) => kind === 'instances' || (state === 'pending' && !inDoubt));
}
