import React from 'react';
import { type Mark, MarkShape } from './MarkShape.tsx';
import type { StandingWord } from './standing.ts';

const SHAPES: Readonly<Record<StandingWord, Mark>> = {
  Low: { outline: 'M32 4a28 28 0 1 0 0 56a28 28 0 1 0 0-56z', sign: 'M19 33l9 9l17-19' },
  Medium: { outline: 'M32 5L61 58H3z', sign: 'M32 25v16M32 49v1' },
  High: { outline: 'M21 4h22l17 17v22L43 60H21L4 43V21z', sign: 'M32 17v20M32 46v1' },
  Inconclusive: { outline: 'M32 2L62 32L32 62L2 32z', sign: 'M25 26a7 7 0 1 1 10 6c-2 1.300-3 2.500-3 5M32 45v1' },
  NotEvaluated: { outline: 'M8 8h48v48H8z', sign: 'M21 32h22' },
  WarmingUp: { outline: 'M10 4h44v12L42 32l12 16v12H10V48l12-16L10 16z', sign: 'M24 19h16M24 50h16' },
  Held: { outline: 'M21 4h22l17 17v22L43 60H21L4 43V21z', sign: 'M25 20v24M39 20v24' },
};

interface Props {
  readonly word: StandingWord;
  /** Pixels. */
  readonly size: number;
  readonly className?: string;
}

/** The mark of a verdict in the colour of the text around it: an outline and a sign of its own, told without colour. */
export function VerdictShape({ word, size, className }: Props): React.JSX.Element {
  return <MarkShape {...SHAPES[word]} size={size} className={className} />;
}
