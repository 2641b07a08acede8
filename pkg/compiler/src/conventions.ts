/**
 * Every name the compiler gives to something. Underscores separate the parts: signal ids hold no capital first
 * letter, so `V_latency` cannot collide with a name that has none.
 */
export const REF = {
  value: (signal: string) => `V_${signal}`,
  mean: (signal: string) => `M_${signal}`,
  deviation: (signal: string) => `D_${signal}`,
  samples: (signal: string) => `N_${signal}`,
  history: (signal: string) => `H_${signal}`,
  deployment: 'INFO',
  canary: 'CANARY',
  /** 1 for each service of the plan: what joins with it is about these services and no others. */
  services: 'SV',
} as const;

/** Names of the plan's expression nodes. */
export const NODE = {
  excess: (signal: string) => `E_${signal}`,
  span: (signal: string) => `S_${signal}`,
  /** A step on the way to the span. */
  spanStep: (signal: string, step: number) => `S${step}_${signal}`,
  cap: (signal: string) => `X_${signal}`,
  present: (signal: string) => `P_${signal}`,
  grade: (signal: string) => `G_${signal}`,
  numerator: 'NU',
  denominator: 'DE',
  score: 'R',
  coverage: 'W',
  veto: 'VE',
  inconclusive: 'IN',
  red: 'RD',
  act: 'ACT',
  review: 'REVIEW',
  inWindow: 'AGE',
  fires: 'FIRES',

  /** The act, review or veto condition with the version as a label, and then held back by the deployment's age. */
  joined: 'JOIN',
  gated: 'GATED',
  /** What a veto rule compares: one datasource's critical signals alone. */
  vetoRule: 'VETO',
  /** Above 0: one of those is missing. */
  missingCritical: 'MC',

  /** For the sentence of cause: headroom used, the same in percent, points, and readings in a scaled unit. */
  headroom: (signal: string) => `U_${signal}`,
  headroomPercent: (signal: string) => `UP_${signal}`,
  points: (signal: string) => `T_${signal}`,
  scaledValue: (signal: string) => `VS_${signal}`,
  scaledMean: (signal: string) => `MS_${signal}`,
  coveragePercent: 'WP',
} as const;

/** Labels every emitted rule carries. The prefix keeps them apart from identity labels, which they would hide. */
export const RULE_LABEL = {
  model: 'release_risk_model',
  fingerprint: 'release_risk_fingerprint',
  /** `act`, `review` or `veto`. */
  rule: 'release_risk_rule',
  severity: 'severity',
} as const;

/** Annotations every emitted rule carries: what changes from evaluation to evaluation never stands in a label. */
export const RULE_ANNOTATION = {
  summary: 'summary',
  cause: 'cause',
  verdict: 'verdict',
  score: 'risk_score',
  coverage: 'coverage',
  /** The most that may follow: `observe`, `ask` or `act`. */
  action: 'action',
  /** Identity and version, the same from the act rule and from veto rules: one deployment, one rollback. */
  idempotencyKey: 'idempotency_key',
  runbook: 'runbook_url',
  dashboard: '__dashboardUid__',
  panel: '__panelId__',
} as const;

/** The label of a deployment row that names the version before it, where the deployment query gives one. */
export const PREVIOUS_VERSION_LABEL = 'previous_version';

/** Series that recording rules write for `recorded` baselines, with labels model, signal and the identity. */
export const RECORDED = {
  mean: 'release_risk_baseline_mean',
  deviation: 'release_risk_baseline_deviation',
  /** How many samples the baseline stands on. */
  count: 'release_risk_baseline_samples',
} as const;

/** Tells the weeks of a same-hour baseline apart until they are averaged. */
export const WEEK_LABEL = 'release_risk_week';
