/** While it is hot, work on jobs may take one turn in so many milliseconds. */
const REST_MS = 20;
const LOOK_MS = 2;

/**
 * Keeps work on jobs behind what comes in: one transaction at a time, and while deliveries pour in with a rest between
 * them, so that acknowledgements are quick and the work still goes on.
 */
export class BackSeat {
  private line: Promise<unknown> = Promise.resolve();
  private endedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly hot: () => boolean,
    /** Milliseconds of a clock that never steps. */
    private readonly elapsed: () => number,
  ) {}

  /** Runs `work` after the one before it, at once where nothing pours in. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.line.then(async () => {
      while (this.hot() && this.elapsed() - this.endedAt < REST_MS) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
      try {
        return await work();
      } finally {
        this.endedAt = this.elapsed();
      }
    });
    this.line = turn.catch(() => undefined);
    return turn;
  }
}
