type NumberFunction = (value: number | null) => number;

interface Definition {
  /** How many arguments the function takes. */
  readonly arity: 0 | 1;
}

/** A function of one argument, applied to every number in it. It sees null as null. */
interface Transform extends Definition {
  readonly arity: 1;
  readonly apply: NumberFunction;
}

/** A function without arguments: a named constant. */
interface Constant extends Definition {
  readonly arity: 0;
  readonly value: number | null;
}

/** All but `is_null` and `is_number` turn null into NaN, so `is_nan(null)` is NaN, neither 0 nor 1. */
function ofNumber(apply: (value: number) => number): Transform {
  return { arity: 1, apply: (value) => (value === null ? NaN : apply(value)) };
}

function constant(value: number | null): Constant {
  return { arity: 0, value };
}

/** Halves go away from zero, unlike `Math.round`; the sign of zero stays. */
function round(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

const NAMES = [
  'abs',
  'log',
  'round',
  'ceil',
  'floor',
  'is_nan',
  'is_inf',
  'is_null',
  'is_number',
  'nan',
  'inf',
  'infn',
  'null',
] as const;

/** The name of a math function. */
export type FunctionName = (typeof NAMES)[number];

/** Every function of math expressions; there are no others. */
export const FUNCTIONS: Readonly<Record<FunctionName, Transform | Constant>> = {
  abs: ofNumber(Math.abs),
  log: ofNumber(Math.log),
  round: ofNumber(round),
  ceil: ofNumber(Math.ceil),
  floor: ofNumber(Math.floor),
  is_nan: ofNumber((value) => (Number.isNaN(value) ? 1 : 0)),
  is_inf: ofNumber((value) => (Math.abs(value) === Infinity ? 1 : 0)),
  is_null: { arity: 1, apply: (value) => (value === null ? 1 : 0) },
  is_number: { arity: 1, apply: (value) => (value !== null && Number.isFinite(value) ? 1 : 0) },
  nan: constant(NaN),
  inf: constant(Infinity),
  infn: constant(-Infinity),
  null: constant(null),
};

/** Whether a text names a math function (case matters). */
export function isFunctionName(text: string): text is FunctionName {
  return NAMES.some((name) => name === text);
}
