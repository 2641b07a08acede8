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
} as const;

/** Series that recording rules write for `recorded` baselines, with labels model, signal and the identity. */
export const RECORDED = {
  mean: 'release_risk_baseline_mean',
  deviation: 'release_risk_baseline_deviation',
} as const;

/** Tells the weeks of a same-hour baseline apart until they are averaged. */
export const WEEK_LABEL = 'release_risk_week';
