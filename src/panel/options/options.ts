/** What a dashboard keeps of the panel, as it is stored: read it with `readOptions`. */
export type RiskPanelOptions = Readonly<Record<string, unknown>>;
