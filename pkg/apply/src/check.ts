/** What a surface can offer to do about a check; the hint says the same in words that fit any surface. */
export type Remedy = 'bindDatasource' | 'sayWherePipelineIs' | 'freezeBaselines' | 'seeAll';

/** One thing that was looked at. `fail` stands in the way of applying, `warn` does not. */
export interface Check {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly what: string;
  readonly found: string;
  /** What to do; undefined where all is well. */
  readonly hint?: string | undefined;
  readonly remedy?: Remedy | undefined;
}

export const ok = (what: string, found: string): Check => ({ level: 'ok', what, found });
export const warn = (what: string, found: string, hint: string, remedy?: Remedy): Check =>
  amiss('warn', what, found, hint, remedy);
export const fail = (what: string, found: string, hint: string, remedy?: Remedy): Check =>
  amiss('fail', what, found, hint, remedy);

function amiss(level: 'warn' | 'fail', what: string, found: string, hint: string, remedy: Remedy | undefined): Check {
  return { level, what, found, hint, ...(remedy === undefined ? {} : { remedy }) };
}
