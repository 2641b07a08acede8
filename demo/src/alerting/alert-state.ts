/** When an alert fires and when it ends, as a generated rule says. Times are milliseconds. */
export interface AlertLines {
  /** It fires above this. */
  readonly fires: number;
  /** One that fires goes on until below this; undefined: while above the other. */
  readonly recovers: number | undefined;
  readonly forMs: number;
  readonly keepFiringMs: number;
}

/** What one evaluation says of one release. */
export type Seen =
  | { readonly kind: 'value'; readonly value: number }
  /** Nobody can tell: it neither fires nor recovers. */
  | { readonly kind: 'unsure' }
  /** The release is not among the answers any more. */
  | { readonly kind: 'missing' };

/** The alert of one rule about one release. Moments are ms since 1970. */
export interface AlertState {
  readonly phase: 'normal' | 'pending' | 'firing' | 'recovering' | 'resolved';
  /** Since when it is in this phase. */
  readonly since: number;
  /** Since when it fires. */
  readonly startsAt: number | undefined;
  /** Evaluations in a row that did not have it. */
  readonly missed: number;
  /** Why it resolved where that is no recovery, in Grafana's word. */
  readonly reason: 'MissingSeries' | undefined;
}

/** As generated rules have it. */
const MISSING_EVALUATIONS = 3;

const begun = (phase: 'normal' | 'pending', since: number): AlertState => ({
  phase,
  since,
  startsAt: undefined,
  missed: 0,
  reason: undefined,
});

/** The state after one more evaluation, as Grafana's alerting has it. Pure. */
export function nextState(before: AlertState | undefined, seen: Seen, lines: AlertLines, now: number): AlertState {
  const state = before === undefined || before.phase === 'resolved' ? begun('normal', now) : before;
  if (seen.kind === 'missing') return missing(state, now);
  const present = { ...state, missed: 0 };
  const isOver = overTheLine(present, seen, lines);
  switch (state.phase) {
    case 'normal':
    case 'pending':
      return isOver ? rising(present, lines, now) : begun('normal', now);
    case 'firing':
      return isOver ? present : ending({ ...present, phase: 'recovering', since: now }, lines, now);
    case 'recovering':
      return isOver ? { ...present, phase: 'firing', since: now } : ending(present, lines, now);
    case 'resolved':
      return present;
  }
}

function overTheLine({ phase }: AlertState, seen: Exclude<Seen, { kind: 'missing' }>, lines: AlertLines): boolean {
  const wasOver = phase === 'pending' || phase === 'firing';
  if (seen.kind === 'unsure') return wasOver;
  return wasOver && lines.recovers !== undefined ? seen.value >= lines.recovers : seen.value > lines.fires;
}

function rising(state: AlertState, { forMs }: AlertLines, now: number): AlertState {
  const since = state.phase === 'pending' ? state.since : now;
  return now - since >= forMs
    ? { ...state, phase: 'firing', since: now, startsAt: now }
    : { ...state, phase: 'pending', since };
}

function ending(state: AlertState, { keepFiringMs }: AlertLines, now: number): AlertState {
  return now - state.since >= keepFiringMs ? { ...state, phase: 'resolved', since: now } : state;
}

function missing(state: AlertState, now: number): AlertState {
  const missed = state.missed + 1;
  if (missed < MISSING_EVALUATIONS) return { ...state, missed };
  return state.startsAt === undefined
    ? begun('normal', now)
    : { ...state, missed, phase: 'resolved', since: now, reason: 'MissingSeries' };
}
