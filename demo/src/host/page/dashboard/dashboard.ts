import { z } from 'zod';

const TARGET = z
  .object({
    refId: z.string(),
    datasource: z.object({ type: z.string().optional(), uid: z.string().optional() }).optional(),
    hide: z.boolean().optional(),
    expr: z.string().optional(),
    expression: z.string().optional(),
  })
  .catchall(z.unknown());

const PLAIN_PANEL = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string().default(''),
  description: z.string().default(''),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(TARGET).default([]),
  options: z.record(z.string(), z.unknown()).default({}),
  // Overrides are for Grafana's own panels, which are not drawn here.
  fieldConfig: z
    .object({ defaults: z.looseObject({}), overrides: z.array(z.unknown()).transform((): never[] => []) })
    .optional(),
  pluginVersion: z.string().optional(),
  interval: z.string().optional(),
  maxDataPoints: z.number().optional(),
  timeShift: z.string().optional(),
  transparent: z.boolean().default(false),
});
const PANEL = PLAIN_PANEL.extend({ panels: z.array(PLAIN_PANEL).default([]) });

const OPTION = z.object({ text: z.string(), value: z.string() });
const VARIABLE = z.object({
  name: z.string(),
  label: z.string().default(''),
  type: z.enum(['custom', 'datasource', 'query']),
  hide: z.number().default(0),
  current: OPTION.optional(),
  options: z.array(OPTION).default([]),
  /** The type of the datasources a `datasource` variable chooses from. */
  query: z.unknown().optional(),
});

const DASHBOARD = z.object({
  uid: z.string(),
  title: z.string(),
  time: z.object({ from: z.string(), to: z.string() }).default({ from: 'now-6h', to: 'now' }),
  refresh: z.union([z.string(), z.literal(false)]).default(''),
  templating: z.object({ list: z.array(VARIABLE).default([]) }).default({ list: [] }),
  panels: z.array(PANEL),
});

export type Dashboard = z.output<typeof DASHBOARD>;
export type Panel = z.output<typeof PLAIN_PANEL>;
export type StoredVariable = z.output<typeof VARIABLE>;

/** A dashboard in Grafana's classic JSON, as far as the stand-in draws it. Throws a ZodError. */
export function readDashboard(json: unknown): Dashboard {
  return DASHBOARD.parse(json);
}

/** Every panel, those of rows too; rows themselves are left out. */
export function panelsOf({ panels }: Dashboard): readonly Panel[] {
  return panels.flatMap((panel) => (panel.type === 'row' ? panel.panels : [panel]));
}
