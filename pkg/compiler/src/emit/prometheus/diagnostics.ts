/** Everything that can keep a model from becoming rules of Prometheus or Loki. Codes never change their meaning. */
export const RULES_CATALOGUE = {
  RR521: { title: 'A model that one Prometheus cannot score' },
  RR522: { title: 'An identity label that recorded series need themselves' },
  RR523: { title: 'A baseline that a recording rule cannot compute' },
  RR524: { title: 'Linear grading in recording rules' },
  RR525: { title: 'Score rules without services' },
  RR526: { title: 'A model that one Loki cannot score' },
  RR527: { title: 'An alerting expression longer than Loki reads' },
  RR528: { title: 'A datasource without a binding' },
} as const satisfies Record<string, { title: string }>;

export type RulesCode = keyof typeof RULES_CATALOGUE;

/** One reason why rules were not emitted: what is wrong, where in the model, what to do. */
export interface RulesDiagnostic {
  readonly code: RulesCode;
  /** One sentence without a full stop. */
  readonly message: string;
  readonly hint: string;
  /** Where in the model; signals by id. Empty for the whole model. */
  readonly path: readonly string[];
}

/** What was emitted, or every reason why not. */
export type EmittedRules<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly diagnostics: readonly RulesDiagnostic[] };
