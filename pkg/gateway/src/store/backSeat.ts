import { restAfter } from './restAfter.ts';

/** While it is hot, work on jobs may take one turn in so many milliseconds. */
const REST_MS = 20;
const LOOK_MS = 2;

/**
 * Keeps work on jobs behind what comes in: one transaction at a time, and with a rest between them while deliveries pour
 * in or the disk is slow, so that acknowledgements are quick and the work still goes on.
 */
export class BackSeat {
  private line: Promise<unknown> = Promise.resolve();
  private endedAt = Number.NEGATIVE_INFINITY;
  private tookMs = 0;

  constructor(
    private readonly hot: () => boolean,
    /** Milliseconds of a clock that never steps. */
    private readonly elapsed: () => number,
  ) {}

  /** Runs `work` after the one before it, at once where nothing pours in. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.line.then(async () => {
      while (this.elapsed() - this.endedAt < (this.hot() ? REST_MS : restAfter(this.tookMs))) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      const began = this.elapsed();
      try {
        return await work();
      } finally {
        this.endedAt = this.elapsed();
        this.tookMs = this.endedAt - began;
      }
    });
    this.line = turn.catch(() => undefined);
    return turn;
  }
}
