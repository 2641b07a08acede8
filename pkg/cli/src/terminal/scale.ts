import type { Bands } from '@release-risk/model/verdict';
import type { Style } from './style.ts';

const TOP = 2;
const CELLS = 40;

/** The score on its way from 0 to 2, with the lines where Medium and High begin. A score of null has no pointer. */
export function scale(style: Style, score: number | null, bands: Bands): string {
  const { line, tick, pointer } = style.marks;
  const cell = (value: number): number => Math.round((Math.min(TOP, Math.max(0, value)) / TOP) * (CELLS - 1));
  const low = cell(bands.low);
  const high = cell(bands.high);
  const here = score === null ? -1 : cell(score);
  const drawn = Array.from({ length: CELLS }, (_, at) => {
    const paint = at <= low ? style.green : at <= high ? style.yellow : style.red;
    if (at === here) return style.bold(paint(pointer));
    return style.dim(paint(at === low || at === high ? tick : line));
  });
  return `0 ${drawn.join('')} 2`;
}
