/** What a dashboard keeps of the panel. It may be of an older version or written by hand: read it with `readOptions`. */
export type RiskPanelOptions = Readonly<Record<string, unknown>>;
