import type { FailedQuery, ServiceVerdict } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import type { Problem } from './problems.ts';

/** Where the numbers came from. */
export type Origin =
  /** The panel's own targets are the plan: Grafana asked them with the dashboard. */
  | 'targets'
  /** The plan, asked by the plugin through Grafana's query service. */
  | 'live'
  /** Scores that recording rules wrote: no readings behind them. */
  | 'recorded';

/** A model judged at one moment. */
export interface Judged {
  readonly model: RiskModel;
  readonly fingerprint: string;
  readonly origin: Origin;
  /** Epoch seconds. */
  readonly at: number;
  /** Worst first. */
  readonly services: readonly ServiceVerdict[];
  /** What could not be read, each trouble once. */
  readonly failures: readonly FailedQuery[];
  /** Sentences for people: partial answers, a score that differs between engines, services left out. */
  readonly warnings: readonly string[];
  /** Ids of signals of other datasources: scored here and nowhere else. */
  readonly panelOnly: readonly string[];
}

/** What a look at a model shows right now. */
export type Look =
  | { readonly kind: 'loading' }
  /** `refreshing`: the next one is under way, this one is shown until it is there. */
  | { readonly kind: 'judged'; readonly judged: Judged; readonly refreshing: boolean }
  /** `last`: what was known before, to be shown as old. */
  | { readonly kind: 'problem'; readonly problem: Problem; readonly last: Judged | undefined };

/** What is known at a look: also behind a problem, where it is old. */
export function judgedOf(look: Look): Judged | undefined {
  switch (look.kind) {
    case 'loading':
      return undefined;
    case 'judged':
      return look.judged;
    case 'problem':
      return look.last;
  }
}

/** Whether an answer is still to come. */
export function isUnderWay(look: Look): boolean {
  return look.kind === 'loading' || (look.kind === 'judged' && look.refreshing);
}
