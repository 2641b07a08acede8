import type { Stretch } from './paint.ts';

/** Where something is wrong in a text: 0-based characters, `to` exclusive. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

export interface MarkedStretch extends Stretch {
  readonly isWrong: boolean;
}

/** Painted stretches, cut where something wrong begins and ends. */
export function marked(stretches: readonly Stretch[], marks: readonly Mark[]): readonly MarkedStretch[] {
  const edges = [...new Set(marks.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const result: MarkedStretch[] = [];
  let start = 0;
  for (const { text, paint } of stretches) {
    const end = start + text.length;
    const cuts = [start, ...edges.filter((edge) => edge > start && edge < end), end];
    cuts.slice(1).forEach((to, at) => {
      const from = cuts[at] ?? start;
      const isWrong = marks.some((mark) => mark.from < to && mark.to > from);
      result.push({ text: text.slice(from - start, to - start), paint, isWrong });
    });
    start = end;
  }
  return result;
}
