/** What can be bound: nothing else reaches a driver (one of them dies of a boolean). */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, unknown>>;

/** Statements within one transaction, in a dialect both databases speak, with `$1` for parameters. */
export interface Sql {
  /** The rows that the statement returns, also those of RETURNING. */
  all(text: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** How many rows the statement changed. */
  run(text: string, values?: readonly SqlValue[]): Promise<number>;
}
