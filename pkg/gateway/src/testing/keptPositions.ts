import type { PositionPort } from '../intake/reconcile/position.ts';

/** Positions in memory; `kept` are those that were saved last. */
export function keptPositions(): PositionPort & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    load: async (source) => Promise.resolve(kept.get(source)),
    save: async (source, position) => {
      kept.set(source, position);
      return Promise.resolve();
    },
  };
}
