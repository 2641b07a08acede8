import { z } from 'zod';
import { ownQueriesSchema, type OwnQueries } from './ownQueries.ts';
import type { RiskPanelOptions } from './stored.ts';

const STORED = z.object({
  source: z.enum(['targets', 'live', 'own']).optional().catch(undefined),
  /** The document of a model that the dashboard carries. */
  model: z.unknown().optional(),
  /** The name of a model in the app's settings. */
  modelName: z.string().optional().catch(undefined),
  /** Identity label -> text with the dashboard's variables; absent: all services. */
  service: z.record(z.string(), z.string()).optional().catch(undefined),
  /** Logical datasource -> uid or a variable; before what the settings say. */
  bindings: z.record(z.string(), z.string()).default({}).catch({}),
  own: z.unknown().optional(),
});

/** Texts of the dashboard's variables, by identity label. */
export type ServiceTexts = Readonly<Record<string, string>>;

/** Which way into the panel its options say. */
export type PanelSource =
  | { readonly kind: 'notSetUp' }
  /** The panel's targets are the plan of the model it carries. */
  | { readonly kind: 'targets'; readonly document: unknown; readonly service: ServiceTexts | undefined }
  /** The panel asks a model by itself. */
  | {
      readonly kind: 'live';
      readonly model: { readonly document: unknown } | { readonly named: string };
      readonly service: ServiceTexts | undefined;
      readonly bindings: Readonly<Record<string, string>>;
    }
  /** The panel's targets are signals. */
  | { readonly kind: 'own'; readonly own: OwnQueries; readonly service: ServiceTexts | undefined };

/** The options of a panel as a dashboard stores them. Never throws: what cannot be read counts as not set up. */
export function readOptions(stored: RiskPanelOptions): PanelSource {
  const read = STORED.safeParse(stored);
  if (!read.success) return { kind: 'notSetUp' };
  const { source, model, modelName, service, bindings, own } = read.data;
  if (source === 'own') return { kind: 'own', own: ownQueriesSchema.parse(own ?? {}), service };
  if (source === 'targets' && model !== undefined) return { kind: 'targets', document: model, service };
  if (source !== 'live') return { kind: 'notSetUp' };
  if (modelName !== undefined && modelName !== '')
    return { kind: 'live', model: { named: modelName }, service, bindings };
  if (model !== undefined) return { kind: 'live', model: { document: model }, service, bindings };
  return { kind: 'notSetUp' };
}
