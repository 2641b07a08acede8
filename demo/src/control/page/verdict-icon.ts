import { svg } from './elements.ts';

/** A verdict, or that there is none. */
export type Shown = 'Low' | 'Medium' | 'High' | 'Inconclusive' | 'None';

const SHAPES: Readonly<Record<Shown, { readonly outline: string; readonly sign: string }>> = {
  Low: { outline: 'M32 4a28 28 0 1 0 0 56a28 28 0 1 0 0-56z', sign: 'M19 33l9 9l17-19' },
  Medium: { outline: 'M32 5L61 58H3z', sign: 'M32 25v16M32 48v2' },
  High: { outline: 'M21 4h22l17 17v22L43 60H21L4 43V21z', sign: 'M32 17v21M32 46v2' },
  Inconclusive: { outline: 'M32 3L61 32L32 61L3 32z', sign: 'M25 26a7 7 0 1 1 10 6c-2 1.300-3 2.500-3 5M32 43v2' },
  None: { outline: 'M10 10h44v44H10z', sign: 'M22 32h20' },
};

/** The icon of a verdict: each has its own outline and sign, so that it can be told without colour. */
export function verdictIcon(verdict: Shown): SVGElement {
  const { outline, sign } = SHAPES[verdict];
  return svg(
    'svg',
    { viewBox: '0 0 64 64', class: 'verdict-icon', 'aria-hidden': 'true' },
    svg('path', { d: outline, class: 'outline' }),
    svg('path', { d: sign, class: 'sign' }),
  );
}

const GRADES = [
  { word: 'green', d: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z' },
  { word: 'yellow', d: 'M8 1.500L15 14H1z' },
  { word: 'red', d: 'M2 2h12v12H2z' },
] as const;

/** The mark of a grade: a circle, a triangle or a square, and its word. */
export function gradeMark(grade: 0 | 1 | 2 | undefined): { readonly icon: SVGElement; readonly word: string } {
  const known = grade === undefined ? undefined : GRADES[grade];
  const path = known
    ? svg('path', { d: known.d, class: 'filled' })
    : svg('circle', { cx: 8, cy: 8, r: 5.5, class: 'hollow' });
  const icon = svg('svg', { viewBox: '0 0 16 16', class: 'grade-icon', 'aria-hidden': 'true' }, path);
  return { icon, word: known?.word ?? 'missing' };
}
