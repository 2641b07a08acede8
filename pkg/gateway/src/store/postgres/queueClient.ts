import pg from 'pg';

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

/**
 * A connection for graphile-worker. It rests for 3 s to 2 min, and cannot be stopped meanwhile, where an attempt to
 * connect fails with certain codes, such as that of a server which is starting; without a code it looks again at its
 * next poll.
 */
export class QueueClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | void {
    if (callback === undefined) {
      return super.connect().catch((error: unknown) => {
        throw withoutCode(error);
      });
    }
    const told = callback as (error: unknown, client?: pg.Client) => void;
    super.connect((error: unknown, client?: pg.Client) => told(withoutCode(error), client));
  }
}

function withoutCode(error: unknown): unknown {
  return error instanceof Error ? new Error(error.message, { cause: error }) : error;
}
