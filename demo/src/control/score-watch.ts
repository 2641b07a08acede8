import type { LiveScore, ScoreView } from './score-view.ts';

const KEEP_MS = 10 * 60_000;
const READ_TIMEOUT_MS = 15_000;

/** One point of the line. `score` is `undefined` where nothing could be told. */
export interface ScorePoint {
  readonly atMs: number;
  readonly score: number | undefined;
  readonly verdict: ScoreView['verdict'] | 'Failed';
}

/** What the page shows of the score. */
export type ScoreState =
  | { readonly kind: 'no-source' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready'; readonly atMs: number; readonly view: ScoreView }
  | { readonly kind: 'failed'; readonly atMs: number; readonly reason: string };

/** Reads the score again and again and keeps the last ten minutes of it. */
export class ScoreWatch {
  #state: ScoreState;
  #points: readonly ScorePoint[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `now` is the clock in ms; without a source the watch says so and does nothing. */
  constructor(
    readonly source: LiveScore | undefined,
    readonly now: () => number,
  ) {
    this.#state = { kind: source ? 'waiting' : 'no-source' };
  }

  get state(): ScoreState {
    return this.#state;
  }

  get points(): readonly ScorePoint[] {
    return this.#points;
  }

  /** Reads once. Never rejects: a failure is a state. */
  async read(): Promise<ScoreState> {
    if (!this.source) return this.#state;
    const atMs = this.now();
    try {
      const view = await withTimeout(this.source.read(atMs));
      this.#state = { kind: 'ready', atMs, view };
      this.#add({ atMs, score: view.verdict === 'Inconclusive' ? undefined : view.score, verdict: view.verdict });
    } catch (error) {
      this.#state = { kind: 'failed', atMs, reason: error instanceof Error ? error.message : String(error) };
      this.#add({ atMs, score: undefined, verdict: 'Failed' });
    }
    return this.#state;
  }

  /** Reads every so often, never twice at once, until stopped. */
  start(everyMs: number): void {
    const round = async () => {
      await this.read();
      this.#timer = setTimeout(() => void round(), everyMs);
    };
    if (this.source) void round();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #add(point: ScorePoint): void {
    this.#points = [...this.#points.filter(({ atMs }) => atMs > point.atMs - KEEP_MS), point];
  }
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the score was not there after 15 s')), READ_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
