import type { ServiceStory } from '@release-risk/grafana/api/story';
import type { Remote } from './remote.ts';

/** What one alert rule of the model says of one service. */
export interface RuleOfService {
  readonly uid: string;
  readonly title: string;
  readonly state: 'inactive' | 'pending' | 'firing' | 'recovering' | 'paused';
  /** ISO 8601; since when the alert of this service is pending or firing. */
  readonly since: string | undefined;
  /** What the alert itself says of this service, from its annotations; undefined while it has none. */
  readonly said: { readonly score: number | undefined; readonly verdict: string; readonly cause: string } | undefined;
  /** `ok`, `error` or `nodata`, with Grafana's words. */
  readonly health: string;
  readonly lastError: string;
  /** ISO 8601. */
  readonly lastEvaluation: string;
  /** Whether it was built from the very model shown here. */
  readonly sameModel: boolean;
}

/** The model's rules in this Grafana; undefined where there is none of the kind. */
export interface RulesOfService {
  readonly act: RuleOfService | undefined;
  readonly review: RuleOfService | undefined;
  /** One per datasource with critical signals, in models over several. */
  readonly veto: readonly RuleOfService[];
}

/** A silence that keeps the pipeline from being called. */
export interface Hold {
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly until: string;
}

/** What was written down about a service. */
export type Story = ServiceStory;

/** One signal over time: two columns of the same length, times in epoch seconds, NaN where there is no reading. */
export interface Curve {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** Readings of the last while. */
export interface Curves {
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** By signal id. */
  readonly signals: Readonly<Record<string, Curve>>;
}

/** The same score some minutes ago. */
export interface Earlier {
  /** Epoch seconds. */
  readonly at: number;
  readonly score: number;
}

/** Everything around the score of one service, each part asked for itself. */
export interface Surroundings {
  readonly rules: Remote<RulesOfService>;
  readonly holds: Remote<readonly Hold[]>;
  readonly story: Remote<Story>;
  readonly curves: Remote<Curves>;
  /** Undefined where nothing is known of that time. */
  readonly earlier: Remote<Earlier | undefined>;
}

export const NOTHING_YET: Surroundings = {
  rules: { kind: 'loading' },
  holds: { kind: 'loading' },
  story: { kind: 'loading' },
  curves: { kind: 'loading' },
  earlier: { kind: 'loading' },
};
