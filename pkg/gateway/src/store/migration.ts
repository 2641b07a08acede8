/** One change of the tables. Once released it never changes: its checksum is recorded where it was applied. */
export interface Migration {
  readonly number: number;
  readonly title: string;
  readonly statements: readonly string[];
}
