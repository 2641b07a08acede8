/** What can be bound: nothing else reaches a driver (one of them dies of a boolean). */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, unknown>>;

/** Statements within one transaction, in a dialect both databases speak, with `$1` for parameters. */
export interface Sql {
  /** The rows of a statement that only reads; in SQLite also those of RETURNING. */
  all(text: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Changes something: how many rows. */
  run(text: string, values?: readonly SqlValue[]): Promise<number>;
}
