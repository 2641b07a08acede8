import { z } from 'zod';
import type { Sample, Series } from './source.ts';

const FIELD = z.object({
  name: z.string().default(''),
  type: z.string().default(''),
  labels: z.record(z.string(), z.string()).nullish(),
});
const FRAME = z.object({
  schema: z.object({
    fields: z.array(FIELD).default([]),
    meta: z.object({ notices: z.array(z.object({ text: z.string() })).nullish() }).nullish(),
  }),
  data: z.object({
    values: z.array(z.array(z.union([z.number(), z.string(), z.boolean(), z.null()]))).default([]),
    /** What JSON has no number for, by column: row numbers. */
    entities: z
      .array(
        z
          .object({
            NaN: z.array(z.number()).optional(),
            Inf: z.array(z.number()).optional(),
            NegInf: z.array(z.number()).optional(),
          })
          .nullish(),
      )
      .nullish(),
  }),
});

type Frame = z.output<typeof FRAME>;

/** Frames of another shape than Grafana's: where and why. */
export class FrameError extends Error {}

function framesOf(frames: readonly unknown[]): readonly Frame[] {
  const parsed = z.array(FRAME).safeParse(frames);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FrameError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** A column's value: a number, NaN or an infinity; undefined where there is none. */
function numberAt(frame: Frame, column: number, row: number): number | undefined {
  const entities = frame.data.entities?.[column];
  if (entities?.NaN?.includes(row) === true) return NaN;
  if (entities?.Inf?.includes(row) === true) return Infinity;
  if (entities?.NegInf?.includes(row) === true) return -Infinity;
  const value = frame.data.values[column]?.[row];
  return typeof value === 'number' ? value : undefined;
}

const valueColumns = ({ schema }: Frame): readonly number[] =>
  schema.fields.flatMap(({ type }, at) => (type === 'number' ? [at] : []));

/** One number per row of an instant query or an expression. A null is no row. Throws {@link FrameError}. */
export function samplesInFrames(frames: readonly unknown[]): readonly Sample[] {
  return framesOf(frames).flatMap((frame) =>
    valueColumns(frame).flatMap((column) => {
      const last = (frame.data.values[column]?.length ?? 0) - 1;
      const value = last < 0 ? undefined : numberAt(frame, column, last);
      return value === undefined ? [] : [{ labels: frame.schema.fields[column]?.labels ?? {}, value }];
    }),
  );
}

/** The series of a range query. Throws {@link FrameError}. */
export function seriesInFrames(frames: readonly unknown[]): readonly Series[] {
  return framesOf(frames).flatMap((frame) => {
    const clock = frame.schema.fields.findIndex(({ type }) => type === 'time');
    return valueColumns(frame).map((column): Series => {
      const times: number[] = [];
      const values: number[] = [];
      (frame.data.values[column] ?? []).forEach((_, row) => {
        const time = numberAt(frame, clock, row);
        const value = numberAt(frame, column, row);
        if (time === undefined || value === undefined) return;
        times.push(time / 1000);
        values.push(value);
      });
      const labels = frame.schema.fields[column]?.labels ?? {};
      return { labels, points: { times: Float64Array.from(times), values: Float64Array.from(values) } };
    });
  });
}

/** What Grafana notes beside the frames, such as items that found no partner in a join. Throws {@link FrameError}. */
export function noticesInFrames(frames: readonly unknown[]): readonly string[] {
  return framesOf(frames).flatMap(({ schema }) => (schema.meta?.notices ?? []).map(({ text }) => text));
}
