import { numberIn, partIn, withMember, type Judging, type Part, type SignalDraft } from './signalDraft.ts';

/** How far from its usual a reading may be. */
export type DistanceKind = 'sigmas' | 'increase' | 'ratio';

/** On which side of lines that do not move a reading is bad. */
export type LineSide = 'above' | 'below';

/** Lines that do not move, as far as they are set. */
export interface Lines {
  readonly side: LineSide;
  readonly yellow: number | undefined;
  readonly red: number | undefined;
}

export function distanceKindOf(limit: Part | undefined): DistanceKind {
  if (limit === undefined) return 'sigmas';
  return 'increase' in limit ? 'increase' : 'ratio' in limit ? 'ratio' : 'sigmas';
}

/**
 * A limit of another kind, whole from the start: the floor is kept where the new kind has one, and begins with a change
 * that most people would call one.
 */
export function limitOfKind(kind: DistanceKind, { limit, unit, worse }: SignalDraft): Part {
  const floor = numberIn(limit, 'atLeast') ?? numberIn(limit, 'increase');
  switch (kind) {
    case 'sigmas':
      return { sigmas: 3, ...(floor === undefined ? { atLeastRatio: 0.3 } : { atLeast: floor }) };
    case 'increase':
      return { increase: floor ?? noticeable(unit) };
    case 'ratio':
      return { ratio: worse === 'lower' ? 0.7 : 1.5, atLeast: floor ?? noticeable(unit) };
  }
}

function noticeable(unit: string | undefined): number {
  return unit === 'ratio' ? 0.05 : unit === '%' ? 5 : 10;
}

/** The lines of a limit; one number alone stands for red, with yellow at half of it. */
export function linesOf(limit: Part | undefined): Lines {
  if (limit === undefined) return { side: 'above', yellow: undefined, red: undefined };
  const side = 'below' in limit ? 'below' : 'above';
  const alone = numberIn(limit, side);
  if (alone !== undefined) return { side, yellow: alone / 2, red: alone };
  const lines = partIn(limit, side);
  return { side, yellow: numberIn(lines, 'yellow'), red: numberIn(lines, 'red') };
}

export function limitOfLines({ side, yellow, red }: Lines): Part {
  return { [side]: { ...(yellow === undefined ? {} : { yellow }), ...(red === undefined ? {} : { red }) } };
}

const ABOUT_THE_USUAL = ['worse', 'baseline', 'atMostRatio'];

/**
 * The draft judged in the other way. Lines say by themselves which side is bad, so what is about the usual goes; coming
 * back, absent members take their defaults again.
 */
export function judgedBy(draft: SignalDraft, judging: Judging): SignalDraft {
  if (judging === 'usual') return withMember(draft, 'limit', limitOfKind('sigmas', { unit: draft.unit }));
  const { side, yellow, red } = startingLines(draft);
  const lines = withMember(draft, 'limit', limitOfLines({ side, yellow, red }));
  return ABOUT_THE_USUAL.reduce((rest: SignalDraft, member) => withMember(rest, member, undefined), lines);
}

function startingLines({ unit, worse }: SignalDraft): Lines {
  if (worse === 'lower') return { side: 'below', yellow: undefined, red: undefined };
  if (unit === 'ratio') return { side: 'above', yellow: 0.75, red: 0.9 };
  if (unit === '%') return { side: 'above', yellow: 75, red: 90 };
  return { side: 'above', yellow: undefined, red: undefined };
}
