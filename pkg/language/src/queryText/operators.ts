interface Operator {
  readonly strength: number;
  readonly rightAssociative: boolean;
  readonly kind: 'arithmetic' | 'comparison' | 'set';
}

const LEVELS: readonly { readonly ops: readonly string[]; readonly kind: Operator['kind'] }[] = [
  { ops: ['or'], kind: 'set' },
  { ops: ['and', 'unless'], kind: 'set' },
  { ops: ['==', '!=', '<=', '<', '>=', '>'], kind: 'comparison' },
  { ops: ['+', '-'], kind: 'arithmetic' },
  { ops: ['*', '/', '%', 'atan2'], kind: 'arithmetic' },
  { ops: ['^'], kind: 'arithmetic' },
];

/** The binary operators, the same for PromQL and LogQL (which has no `atan2`); a higher strength binds tighter. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...LEVELS.flatMap(({ ops, kind }, strength) =>
    ops.map((op): [string, Operator] => [op, { strength, kind, rightAssociative: op === '^' }]),
  ),
  // Native histograms are trimmed with these; they stand with the comparisons but give a vector of histograms.
  ['</', { strength: 2, kind: 'arithmetic', rightAssociative: false }],
  ['>/', { strength: 2, kind: 'arithmetic', rightAssociative: false }],
]);

/** A sign binds as `*` does: what follows it reaches over `^` but not over `*`. */
export const SIGN_REACHES = (OPERATORS.get('*')?.strength ?? 0) + 1;
