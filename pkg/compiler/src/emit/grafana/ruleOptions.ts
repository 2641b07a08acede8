/** What rules depend on beside model and plan; none of it changes a score. */
export interface RuleOptions {
  readonly folderUid: string;
  /** Grafana's datasources by logical name. */
  readonly bindings: Readonly<Record<string, { readonly uid: string }>>;
  /** How often the group is evaluated: a multiple of 10. */
  readonly intervalSeconds: number;
  /** The panel an alert links to. */
  readonly dashboard?: { readonly uid: string; readonly panelId: number };
}
