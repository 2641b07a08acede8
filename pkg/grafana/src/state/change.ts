import type { FieldChange } from './fieldDiff.ts';

export type ObjectKind = 'folder' | 'contact point' | 'rule group' | 'alert rule' | 'dashboard';

/**
 * What would become of an object:
 * - `create` · `update` · `delete` · `unchanged`: it is as we left it, or not there.
 * - `editedByHand`: someone changed it since; `then` is what would undo that.
 * - `foreign`: it belongs to someone else. `blocks` where it stands in the place of one of ours; otherwise it stays.
 */
export type Change = {
  readonly kind: ObjectKind;
  /** As in the record; of a folder its uid. */
  readonly key: string;
  /** How people call it. */
  readonly name: string;
  /** Where a person should know more: "was deleted since it was applied". */
  readonly note?: string | undefined;
  readonly fields: readonly FieldChange[];
} & (
  | { readonly state: 'create' | 'update' | 'delete' | 'unchanged' }
  | { readonly state: 'editedByHand'; readonly then: 'update' | 'delete' }
  | { readonly state: 'foreign'; readonly blocks: boolean }
);

/** Whether applying it writes something, taking over what was edited and what blocks. */
export function writes(change: Change): boolean {
  return change.state === 'foreign' ? change.blocks : change.state !== 'unchanged';
}
