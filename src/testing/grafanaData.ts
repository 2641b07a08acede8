/**
 * The values of @grafana/data that the panel's data side uses. The package itself wants a browser and takes seconds to
 * import, so tests of pure code stand this in for it: `vi.mock('@grafana/data', () => import('.../grafanaData.ts'))`.
 * `grafanaData.test.tsx` holds them to the real ones.
 */
export const FieldType = {
  time: 'time',
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  other: 'other',
} as const;

export const LoadingState = {
  NotStarted: 'NotStarted',
  Loading: 'Loading',
  Streaming: 'Streaming',
  Done: 'Done',
  Error: 'Error',
} as const;
