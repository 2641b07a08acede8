import type { QueryAnswer } from '@release-risk/compiler/expressions/evaluate';

/** One query for a datasource, with its variables filled in. */
export interface DatasourceQuery {
  readonly refId: string;
  readonly uid: string;
  readonly expr: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Undefined asks for the one moment `to`. */
  readonly stepMs: number | undefined;
}

/** Asks a datasource. A failure is an answer; it never rejects but on abort. */
export type AskDatasource = (query: DatasourceQuery, signal: AbortSignal) => Promise<QueryAnswer>;
