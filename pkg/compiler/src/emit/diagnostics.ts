/** Everything that can keep a plan from becoming what it is emitted to. Codes never change their meaning. */
export const EMIT_CATALOGUE = {
  RR501: { title: 'More services than Grafana can join' },
  RR502: { title: 'A plan without services' },
  RR503: { title: 'A query that an alert rule cannot ask' },
  RR504: { title: 'Frozen baselines of several services in one rule' },
  RR505: { title: 'An identity label that a rule needs for itself' },
  RR506: { title: 'Acting directly without knowing the deployment' },
  RR507: { title: 'A datasource without a binding' },
  RR508: { title: 'An evaluation interval Grafana refuses' },
  RR509: { title: 'Alert rules for a challenger' },
  RR510: { title: 'Asking or acting without a pipeline' },
  RR511: { title: 'Missing secret' },
  RR512: { title: 'A sentence too long for a rule' },
  RR531: { title: 'A baseline that no panel can compute' },
  RR532: { title: 'More services than a panel can score' },
  RR533: { title: 'A service that no variable can choose' },
  RR534: { title: 'Plugin settings larger than Grafana keeps' },
} as const satisfies Record<string, { title: string }>;

export type EmitCode = keyof typeof EMIT_CATALOGUE;

/** One reason why nothing was emitted: what is wrong, where in the model, what to do. Always an error. */
export interface EmitDiagnostic {
  readonly code: EmitCode;
  /** One sentence without a full stop. */
  readonly message: string;
  readonly hint: string;
  /** Where in the model, such as `signals.error_rate.baseline`; signals by id. Empty for the whole model. */
  readonly path: readonly string[];
}

/** What was emitted, or every reason why not. */
export type Emitted<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly diagnostics: readonly EmitDiagnostic[] };
