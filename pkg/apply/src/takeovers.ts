import type { Change } from '@release-risk/grafana/state/change';

/** Changes that would take something over: what a person edited, and what stands in our places and is someone else's. */
export function takeovers(changes: readonly Change[]): readonly Change[] {
  return changes.filter((change) => change.state === 'editedByHand' || (change.state === 'foreign' && change.blocks));
}
