import type { Json } from '../grafana/ruleGroup.ts';
import { RULE_LABEL } from '../../conventions.ts';
import type { DatasourceRef, FieldConfig, FieldOverride, GridPos, Panel, Transformation } from './dashboardJson.ts';
import type { JsonObject } from './modelDocument.ts';
import type { Names } from './names.ts';
import { panelTarget, SAME_DASHBOARD } from './targets.ts';

/** What every panel of ours says. */
export interface PanelHead {
  readonly id: number;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: GridPos;
}

/** What one field is to look like. */
export function override(name: string, properties: Readonly<Record<string, Json>>): FieldOverride {
  return overrideBy('byName', name, properties);
}

/** What the fields of one target are to look like. */
export function overrideOf(refId: string, properties: Readonly<Record<string, Json>>): FieldOverride {
  return overrideBy('byFrameRefID', refId, properties);
}

function overrideBy(id: string, options: string, properties: Readonly<Record<string, Json>>): FieldOverride {
  return {
    matcher: { id, options },
    properties: Object.entries(properties).map(([property, value]) => ({ id: property, value })),
  };
}

/** Steps of colour, each from its value upwards; the first holds below all others. */
export function steps(first: string, ...others: readonly (readonly [value: number, color: string])[]): JsonObject {
  return {
    mode: 'absolute',
    steps: [{ color: first, value: null }, ...others.map(([value, color]) => ({ color, value }))],
  };
}

/** Only what these targets answered. */
export function onlyTargets(...refIds: readonly string[]): Transformation {
  return { id: 'filterByRefId', options: { include: `/^(?:${refIds.join('|')})$/` } };
}

/** Big numbers out of another panel's results: no query is asked twice. */
export function statOf(
  head: PanelHead,
  source: number,
  refIds: readonly string[],
  fieldConfig: FieldConfig,
  options: JsonObject = {},
): Panel {
  return {
    ...head,
    type: 'stat',
    datasource: SAME_DASHBOARD,
    targets: [panelTarget(source)],
    transformations: [onlyTargets(...refIds)],
    fieldConfig,
    options: {
      reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
      colorMode: 'background_solid',
      graphMode: 'none',
      justifyMode: 'center',
      orientation: 'auto',
      textMode: 'value',
      wideLayout: true,
      showPercentChange: false,
      ...options,
    },
  };
}

/** The alerts of the model's rules that are not calm. */
export function alertPanel(head: PanelHead, model: string, labels: readonly string[], names: Names | undefined): Panel {
  const chosen = names === undefined ? [] : labels.map((label) => `${label}="\${${names.label(label)}}"`);
  return {
    ...head,
    type: 'alertlist',
    options: {
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      maxItems: 20,
      sortOrder: 3,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: `{${[`${RULE_LABEL.model}="${model}"`, ...chosen].join(', ')}}`,
      datasource: '-- Grafana --',
      folder: null,
      showInactiveAlerts: false,
      showInstances: false,
      stateFilter: { firing: true, pending: true, recovering: true, noData: true, normal: false, error: true },
    },
  };
}

export function textPanel(head: PanelHead, content: string): Panel {
  return {
    ...head,
    type: 'text',
    transparent: true,
    options: { mode: 'markdown', content, code: { language: 'plaintext', showLineNumbers: false, showMiniMap: false } },
  };
}

/** A heading that folds what follows it. */
export function row(head: Omit<PanelHead, 'description'>, inside?: readonly Panel[]): Panel {
  return { ...head, type: 'row', collapsed: inside !== undefined, panels: inside ?? [] };
}

/** A table panel over any targets. */
export function tablePanel(
  head: PanelHead,
  parts: {
    readonly datasource: DatasourceRef;
    readonly targets: NonNullable<Panel['targets']>;
    readonly transformations: readonly Transformation[];
    readonly fieldConfig: FieldConfig;
    readonly sortBy?: Json;
  },
): Panel {
  const { sortBy = [], ...rest } = parts;
  return {
    ...head,
    type: 'table',
    ...rest,
    options: { cellHeight: 'sm', showHeader: true, sortBy, footer: { show: false, reducer: ['sum'], fields: '' } },
  };
}
