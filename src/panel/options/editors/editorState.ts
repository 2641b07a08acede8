import type { OwnTarget } from '../../own/ownTargets.ts';

/** What the panel tells its option editors. */
export interface EditorState {
  readonly targets: readonly OwnTarget[];
  /** Makes the panel show a model of the app's settings. */
  readonly showModel: (name: string) => void;
}
