/** How much of a look fits: one line, what matters, a short table, everything. */
export type Layout = 'line' | 'small' | 'medium' | 'full';

const LINE_AT_MOST = 90;
const MEDIUM_FROM = 350;
const FULL_FROM = 600;

/** Width and height of the panel's inside, in pixels. */
export function layoutOf(width: number, height: number): Layout {
  if (height <= LINE_AT_MOST) return 'line';
  if (width < MEDIUM_FROM) return 'small';
  return width < FULL_FROM ? 'medium' : 'full';
}
