import React from 'react';
import { type Mark, MarkShape } from '../../risk/view/MarkShape.tsx';
import type { Stand } from './rollbackStand.ts';

const SHAPES: Readonly<Record<Stand, Mark>> = {
  looking: { outline: 'M32 4a28 28 0 1 0 0 56a28 28 0 1 0 0-56z', sign: 'M18 32v1M32 32v1M46 32v1' },
  waiting: { outline: 'M10 4h44v12L42 32l12 16v12H10V48l12-16L10 16z', sign: 'M24 19h16M24 50h16' },
  asking: { outline: 'M32 5L61 58H3z', sign: 'M26 30a6.5 6.5 0 1 1 9 6c-2 1-3 2-3 4M32 49v1' },
  working: { outline: 'M32 4a28 28 0 1 0 0 56a28 28 0 1 0 0-56z', sign: 'M28 20L17 31l11 11M18 31h18c8 0 11 5 11 12' },
  done: { outline: 'M32 4a28 28 0 1 0 0 56a28 28 0 1 0 0-56z', sign: 'M19 33l9 9l17-19' },
  stopped: { outline: 'M8 8h48v48H8z', sign: 'M21 32h22' },
  unknown: { outline: 'M32 2L62 32L32 62L2 32z', sign: 'M25 26a7 7 0 1 1 10 6c-2 1.300-3 2.500-3 5M32 45v1' },
  failed: { outline: 'M21 4h22l17 17v22L43 60H21L4 43V21z', sign: 'M23 23l18 18M41 23L23 41' },
};

interface Props {
  readonly stand: Stand;
  /** Pixels. */
  readonly size: number;
  readonly className?: string;
}

/** How something stands, in the colour of the text around it: told by outline and sign, without colour. */
export function StandShape({ stand, size, className }: Props): React.JSX.Element {
  return <MarkShape {...SHAPES[stand]} size={size} className={className} />;
}
