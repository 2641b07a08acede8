import type { Json } from '../grafana/ruleGroup.ts';
import type { JsonObject } from './modelDocument.ts';

/** A datasource by plugin type and uid; the uid may be a variable, such as `${ds_metrics}`. */
export interface DatasourceRef {
  readonly type: string;
  readonly uid: string;
}

/** One query of a panel. What else it holds is its datasource's own. */
export interface Target {
  readonly refId: string;
  readonly datasource: DatasourceRef;
  /** Asked for other targets' sake and not given to the panel. */
  readonly hide?: boolean;
  readonly [key: string]: Json | DatasourceRef | undefined;
}

/** Where a panel stands: 24 columns wide, rows of 30 pixels. */
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A link of a panel or of a dashboard. Variables in the url are filled in by Grafana. */
export interface Link {
  readonly title: string;
  readonly url: string;
  readonly targetBlank: boolean;
}

/** What a single field is to look like, beside the defaults. */
export interface FieldOverride {
  readonly matcher: { readonly id: string; readonly options: Json };
  readonly properties: readonly { readonly id: string; readonly value: Json }[];
}

export interface FieldConfig {
  readonly defaults: JsonObject;
  readonly overrides: readonly FieldOverride[];
}

export interface Transformation {
  readonly id: string;
  readonly options: JsonObject;
}

/** A panel of any type, in the classic dashboard's JSON. */
export interface Panel {
  /** Unique in its dashboard, and the same after every compilation. */
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: GridPos;
  readonly datasource?: DatasourceRef;
  readonly targets?: readonly Target[];
  readonly fieldConfig?: FieldConfig;
  readonly options?: JsonObject;
  readonly transformations?: readonly Transformation[];
  readonly links?: readonly Link[];
  /** Least distance between two points of a range query. */
  readonly interval?: string;
  readonly maxDataPoints?: number;
  readonly transparent?: boolean;
  /** Rows only. */
  readonly collapsed?: boolean;
  /** What a collapsed row holds. */
  readonly panels?: readonly Panel[];
}

/** A variable of a dashboard; only the kinds that are emitted. */
export type Variable = DatasourceVariable | CustomVariable | QueryVariable;

interface VariableBase {
  readonly name: string;
  readonly label: string;
  /** 0 shows label and value, 2 hides both. */
  readonly hide: 0 | 2;
  readonly skipUrlSync: boolean;
  readonly current: { readonly text: string; readonly value: string };
  readonly options: readonly { readonly text: string; readonly value: string; readonly selected: boolean }[];
  readonly multi: false;
  readonly includeAll: false;
}

/** Chooses a datasource of one type. */
export interface DatasourceVariable extends VariableBase {
  readonly type: 'datasource';
  readonly query: string;
  readonly regex: string;
  readonly refresh: 1;
}

/** Chooses one of a fixed list. */
export interface CustomVariable extends VariableBase {
  readonly type: 'custom';
  /** Comma separated. */
  readonly query: string;
}

/** Chooses one of what a query answers. */
export interface QueryVariable extends VariableBase {
  readonly type: 'query';
  readonly datasource: DatasourceRef;
  readonly definition: string;
  readonly query: { readonly query: string; readonly refId: string };
  /** Its only group is the value. */
  readonly regex: string;
  /** When the dashboard loads. */
  readonly refresh: 1;
  readonly sort: 1;
}

/** Marks on the time axis of every panel. */
export interface AnnotationQuery {
  readonly name: string;
  readonly datasource: DatasourceRef;
  readonly enable: boolean;
  readonly hide: boolean;
  readonly iconColor: string;
  readonly builtIn?: 1;
  readonly type?: 'dashboard';
  readonly target: JsonObject;
}

/** A link in the dashboard's own bar. */
export interface DashboardLink extends Link {
  readonly type: 'link';
  readonly icon: string;
  readonly tooltip: string;
  readonly tags: readonly string[];
  readonly asDropdown: boolean;
  /** Carries the chosen variables over. */
  readonly includeVars: boolean;
  readonly keepTime: boolean;
}

/** What the overview carries beside its panels: the applied model, so that its versions in Grafana are the history. */
export interface CarriedModel {
  readonly format: 1;
  readonly fingerprint: string;
  /** The document of the model; `readModel` reads its JSON. */
  readonly model: JsonObject;
}

/** A dashboard in Grafana's classic JSON, complete and without inputs to fill in. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly schemaVersion: number;
  readonly editable: boolean;
  /** 1: one crosshair for all panels. */
  readonly graphTooltip: 1;
  readonly time: { readonly from: string; readonly to: string };
  readonly refresh: string;
  readonly timezone: 'browser';
  readonly timepicker: JsonObject;
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly AnnotationQuery[] };
  readonly links: readonly DashboardLink[];
  readonly panels: readonly Panel[];
  /** The overview only. */
  readonly releaseRisk?: CarriedModel;
}
