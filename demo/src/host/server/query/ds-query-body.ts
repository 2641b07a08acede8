import { z } from 'zod';

const QUERY = z
  .object({
    refId: z.string().default('A'),
    datasource: z.union([z.object({ type: z.string().optional(), uid: z.string() }), z.string()]).optional(),
    hide: z.boolean().default(false),
    expr: z.string().default(''),
    instant: z.boolean().optional(),
    range: z.boolean().optional(),
    queryType: z.string().optional(),
    format: z.string().optional(),
    /** Least distance of two points, such as `30s`. */
    interval: z.string().optional(),
    step: z.string().optional(),
    intervalMs: z.number().default(1000),
  })
  .catchall(z.unknown());

const BODY = z.object({
  /** Epoch milliseconds as text, or relative such as `now-1h`. */
  from: z.union([z.string(), z.number()]).transform(String),
  to: z.union([z.string(), z.number()]).transform(String),
  queries: z.array(QUERY).min(1),
});

export type AskedQuery = z.output<typeof QUERY>;

/** A request as Grafana's `POST /api/ds/query` takes it; times are epoch milliseconds. */
export interface DsQueryRequest {
  readonly from: number;
  readonly to: number;
  readonly queries: readonly AskedQuery[];
}

/** Undefined where the body is not one. */
export function readDsQueryBody(body: unknown, nowMs: number): DsQueryRequest | undefined {
  const parsed = BODY.safeParse(body);
  if (!parsed.success) return undefined;
  const from = momentOf(parsed.data.from, nowMs);
  const to = momentOf(parsed.data.to, nowMs);
  return from === undefined || to === undefined ? undefined : { from, to, queries: parsed.data.queries };
}

export const uidOf = ({ datasource }: AskedQuery): string =>
  typeof datasource === 'string' ? datasource : (datasource?.uid ?? '');

export const EXPRESSION_UID = '__expr__';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7, w: 6.048e8 };

function momentOf(text: string, nowMs: number): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text);
  const relative = /^now(?:-(\d+)([smhdw]))?$/.exec(text);
  return relative === null ? undefined : nowMs - Number(relative[1] ?? 0) * (UNIT_MS[relative[2] ?? 's'] ?? 0);
}
