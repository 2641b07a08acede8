import type { Labels, Notice, Value } from '@release-risk/compiler/expressions/values';
import { z } from 'zod';

const fieldSchema = z.object({
  type: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

const entitiesSchema = z
  .object({
    NaN: z.array(z.number()).optional(),
    Inf: z.array(z.number()).optional(),
    NegInf: z.array(z.number()).optional(),
  })
  .nullable();

const frameSchema = z.object({
  schema: z.object({
    meta: z.object({ notices: z.array(z.object({ severity: z.string(), text: z.string() })).nullish() }).nullish(),
    fields: z.array(fieldSchema).nullish(),
  }),
  data: z.object({
    values: z.array(z.array(z.number().nullable())).nullish(),
    entities: z.array(entitiesSchema).nullish(),
  }),
});

const answerSchema = z.object({
  results: z.record(z.string(), z.object({ error: z.string().optional(), frames: z.array(z.unknown()).nullish() })),
});

const refusalSchema = z.object({ message: z.string(), messageId: z.string().optional() });

type Frame = z.infer<typeof frameSchema>;

/** What Grafana answered for one refId. */
interface NodeAnswer {
  readonly error: string | undefined;
  /** Reads the frames as values. @throws ZodError when they are not numbers, series or NoData. */
  readonly values: () => readonly Value[];
}

/** What Grafana answered for a request: results per refId, or a refusal of the whole. */
export type Answer =
  | { readonly type: 'results'; readonly nodes: Readonly<Record<string, NodeAnswer>> }
  | {
      readonly type: 'refused';
      readonly status: number;
      readonly messageId: string | undefined;
      readonly message: string;
    };

/** JSON has no NaN and no infinities; a frame lists their places beside its columns. */
function column(frame: Frame, index: number): readonly (number | null)[] {
  const values = [...(frame.data.values?.[index] ?? [])];
  const entities = frame.data.entities?.[index];
  for (const place of entities?.NaN ?? []) values[place] = NaN;
  for (const place of entities?.Inf ?? []) values[place] = Infinity;
  for (const place of entities?.NegInf ?? []) values[place] = -Infinity;
  return values;
}

/** A constant and a number without labels look alike in a frame; both are read as a number. */
function valueOf(frame: Frame): Value {
  const fields = frame.schema.fields ?? [];
  const notices: readonly Notice[] = (frame.schema.meta?.notices ?? []).map(({ text }) => ({
    severity: 'warning',
    text,
  }));
  if (fields.length === 0) return { kind: 'noData', notices };
  const timeIndex = fields.findIndex((field) => field.type === 'time');
  const valueIndex = fields.findIndex((field) => field.type !== 'time');
  const labels: Labels = fields[valueIndex]?.labels ?? {};
  const cells = column(frame, valueIndex);
  if (timeIndex === -1) return { kind: 'number', labels, value: cells[0] ?? null, notices };
  const points = column(frame, timeIndex).map((time, index) => ({ time: time ?? NaN, value: cells[index] ?? null }));
  return { kind: 'series', labels, points, notices };
}

/** Reads an answer of `POST /api/ds/query`. @throws ZodError when it has neither results nor a message. */
export function readAnswer(status: number, body: unknown): Answer {
  const answer = answerSchema.safeParse(body);
  if (!answer.success) {
    const { message, messageId } = refusalSchema.parse(body);
    return { type: 'refused', status, messageId, message };
  }
  const nodes = Object.entries(answer.data.results).map(([refId, { error, frames }]) => {
    const values = () => (frames ?? []).map((frame) => valueOf(frameSchema.parse(frame)));
    return [refId, { error, values }] as const;
  });
  return { type: 'results', nodes: Object.fromEntries(nodes) };
}
