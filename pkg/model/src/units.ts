/** How a unit is written: the reading is multiplied by `scale`, then `suffix` follows it. */
export interface UnitStyle {
  readonly scale: number;
  readonly suffix: string;
}

/** The one table of units. Alert templates use the same table, so it holds only what both can print. */
export const UNITS = {
  '': { scale: 1, suffix: '' },
  '%': { scale: 1, suffix: '%' },
  ratio: { scale: 100, suffix: '%' },
  ms: { scale: 1, suffix: ' ms' },
  s: { scale: 1, suffix: ' s' },
  min: { scale: 1, suffix: ' min' },
  h: { scale: 1, suffix: ' h' },
  B: { scale: 1, suffix: ' B' },
  KiB: { scale: 1, suffix: ' KiB' },
  MiB: { scale: 1, suffix: ' MiB' },
  GiB: { scale: 1, suffix: ' GiB' },
  cores: { scale: 1, suffix: ' cores' },
  '/s': { scale: 1, suffix: '/s' },
  '/min': { scale: 1, suffix: '/min' },
  '/h': { scale: 1, suffix: '/h' },
  requests: { scale: 1, suffix: ' requests' },
  messages: { scale: 1, suffix: ' messages' },
  errors: { scale: 1, suffix: ' errors' },
  leads: { scale: 1, suffix: ' leads' },
  orders: { scale: 1, suffix: ' orders' },
  jobs: { scale: 1, suffix: ' jobs' },
  rows: { scale: 1, suffix: ' rows' },
  connections: { scale: 1, suffix: ' connections' },
  restarts: { scale: 1, suffix: ' restarts' },
} as const satisfies Record<string, UnitStyle>;

export type Unit = keyof typeof UNITS;
