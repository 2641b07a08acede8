import { shareReplay, type Observable } from 'rxjs';

const KEPT = 200;

interface Answer {
  readonly tick: number;
  readonly answer: Observable<unknown>;
}

/** Answers that several panels of one dashboard want at the same moment are asked for once. */
export class OncePerTick {
  readonly #byKey = new Map<string, Answer>();

  /**
   * `ask()`, or the answer that was already asked for under this key at this tick (epoch milliseconds). The request is
   * ended when the last listener is gone; an answer that failed is asked for again by the next listener.
   */
  ask<T>(key: string, tick: number, ask: () => Observable<T>): Observable<T> {
    const known = this.#byKey.get(key);
    // The type of what is behind a key is the caller's to keep: one key, one question.
    if (known?.tick === tick) return known.answer as Observable<T>;
    const answer = ask().pipe(shareReplay({ bufferSize: 1, refCount: true }));
    this.#byKey.delete(key);
    this.#byKey.set(key, { tick, answer });
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size > KEPT && oldest !== undefined) this.#byKey.delete(oldest);
    return answer;
  }
}
