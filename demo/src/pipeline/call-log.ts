import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';

const callSchema = z.object({
  /** The same however often the call is sent: it is carried out once. */
  correlationId: z.string().min(1).max(64),
  rollbackId: z.string(),
  badVersion: z.string(),
  targetVersion: z.string(),
  reason: z.string(),
  approvedBy: z.string(),
});
export type Call = z.output<typeof callSchema>;

const endSchema = z.object({ state: z.enum(['succeeded', 'failed']), note: z.string(), atMs: z.number() });
type End = z.output<typeof endSchema>;

const lineSchema = z.union([
  z.object({ received: callSchema, atMs: z.number() }),
  z.object({ ended: z.string(), end: endSchema }),
]);
type Line = z.output<typeof lineSchema>;

/** A call that was taken, and what became of it. */
export interface TakenCall extends Call {
  readonly receivedAtMs: number;
  /** How often it was sent; more than once after an answer was lost. */
  readonly timesSent: number;
  readonly end: End | undefined;
}

/** What the pipeline was called for. A call is on disk before it is answered. */
export interface CallLog {
  /** In the order in which they came. */
  calls(): readonly TakenCall[];
  /** Resolves with whether it is new, once it is on disk. The second one with the same correlation id is not. */
  take(call: Call, atMs: number): Promise<boolean>;
  end(correlationId: string, end: End): Promise<void>;
  close(): Promise<void>;
}

/** Opens the log in a file, with what stands there. A last line that was cut off is forgotten: nobody was answered. */
export async function openCallLog(file: string): Promise<CallLog> {
  const taken = new Map<string, TakenCall>();
  for (const line of existsSync(file) ? linesOf(await readFile(file, 'utf8')) : []) keep(taken, line);
  const handle = await open(file, 'a', 0o600);
  let last: Promise<unknown> = Promise.resolve();
  const write = (line: Line): Promise<void> => {
    const turn = last.then(async () => {
      await handle.write(`${JSON.stringify(line)}\n`);
      await handle.datasync();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    calls: () => [...taken.values()],
    async take(call, atMs) {
      const known = taken.get(call.correlationId);
      if (known !== undefined) {
        taken.set(call.correlationId, { ...known, timesSent: known.timesSent + 1 });
        await last;
        return false;
      }
      const line = { received: call, atMs };
      keep(taken, line);
      try {
        await write(line);
      } catch (error) {
        taken.delete(call.correlationId);
        throw error;
      }
      return true;
    },
    async end(correlationId, end) {
      const line = { ended: correlationId, end };
      await write(line);
      keep(taken, line);
    },
    close: () => last.then(() => handle.close()),
  };
}

function keep(taken: Map<string, TakenCall>, line: Line): void {
  if ('received' in line) {
    taken.set(line.received.correlationId, {
      ...line.received,
      receivedAtMs: line.atMs,
      timesSent: 1,
      end: undefined,
    });
    return;
  }
  const known = taken.get(line.ended);
  if (known !== undefined) taken.set(line.ended, { ...known, end: line.end });
}

function linesOf(text: string): readonly Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [lineSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
