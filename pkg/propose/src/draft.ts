import type { Unit } from '@release-risk/model/units';
import type { Identity } from '@release-risk/model/model';

/** A limit as people write it. */
export type DraftLimit =
  | { readonly sigmas: number; readonly atLeast?: number; readonly atLeastRatio?: number }
  | { readonly increase: number }
  | { readonly ratio: number; readonly atLeast: number }
  | { readonly above: { readonly yellow: number; readonly red: number } }
  | { readonly below: { readonly yellow: number; readonly red: number } };

export type DraftBaseline =
  | { readonly kind: 'trailing'; readonly window: string; readonly step: string }
  | { readonly kind: 'sameHour'; readonly weeks: number };

/** What a reading is judged against, and a comment on why these numbers. */
export interface DraftJudgement {
  readonly worse?: 'higher' | 'lower';
  readonly baseline?: DraftBaseline;
  readonly limit: DraftLimit;
  /** Where the numbers of the limit come from. */
  readonly reason: string;
}

/** A signal ready to be written. */
export interface DraftSignal {
  readonly id: string;
  readonly title: string;
  /** Comment lines above the signal. */
  readonly comments: readonly string[];
  readonly datasource: string;
  readonly query: string;
  readonly unit: Unit;
  readonly judgement: DraftJudgement;
  readonly weight: number;
  readonly critical: boolean;
  readonly samples?: { readonly query: string; readonly atLeast: number };
  readonly emptyIsZero: boolean;
  /** Where not every service has it. */
  readonly missing?: 'exclude';
}

/** The services of a draft: listed, or found by a query. */
export type DraftServices =
  | { readonly kind: 'listed'; readonly list: readonly Identity[] }
  | { readonly kind: 'discovered'; readonly datasource: string; readonly query: string };

/** A model before it is text. */
export interface DraftModel {
  readonly name: string;
  readonly title: string;
  /** Comment lines at the head of the file. */
  readonly comments: readonly string[];
  readonly labels: readonly string[];
  readonly services: DraftServices;
  readonly datasources: Readonly<Record<string, 'prometheus' | 'loki'>>;
  readonly signals: readonly DraftSignal[];
}
