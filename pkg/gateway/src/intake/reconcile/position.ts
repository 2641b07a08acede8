import { z } from 'zod';

const positionSchema = z.strictObject({
  /** Epoch milliseconds; everything that happened before was handed on. */
  readUntil: z.number(),
  /** What fired at the last look, by the key of the alert. */
  firing: z.record(
    z.string(),
    z.strictObject({
      startsAt: z.number(),
      silencedBy: z.array(z.string()),
      labels: z.record(z.string(), z.string()),
      ruleUid: z.string().optional(),
      /** Since when it is no longer listed, though nobody said that it resolved. */
      missingSince: z.number().optional(),
    }),
  ),
});

/** How far a source of alerts has been read. */
export type Position = z.output<typeof positionSchema>;
export type FiringAlert = Position['firing'][string];

/** Where positions are kept between two starts, by the name of the source. */
export interface PositionPort {
  load(source: string): Promise<string | undefined>;
  save(source: string, position: string): Promise<void>;
}

/** A position that was kept; undefined for none, and for one that nobody understands any more. */
export function readPosition(text: string | undefined): Position | undefined {
  if (text === undefined) return undefined;
  try {
    const read = positionSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
