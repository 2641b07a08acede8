import { ACTION_MODES, type ActionMode } from '@release-risk/contract/rollback';

export { ACTION_MODES, type ActionMode };

/** What a mode means for whoever looks at the demo. */
export const MODE_TEXT: Readonly<Record<ActionMode, string>> = {
  observe: 'only writes down what it would have done',
  ask: 'asks a person before it rolls back',
  act: 'rolls back by itself',
};
