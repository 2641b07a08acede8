import { restAfter } from './restAfter.ts';
import { StoreUnavailable, type Delivery } from './store.ts';

/** Commits deliveries and their jobs; resolves with the ids that were new. */
type Commit = (deliveries: readonly Delivery[]) => Promise<ReadonlySet<string>>;

interface Call {
  readonly deliveries: readonly Delivery[];
  readonly resolve: (fresh: ReadonlySet<string>) => void;
  readonly reject: (reason: unknown) => void;
}

/** A commit may hold this many deliveries, and those of the call that reaches it. */
const BATCH = 500;
/** Deliveries cool down in so many milliseconds; above so much heat others had better wait. About 800 in a second. */
const COOLING_MS = 10;
const HOT = 8;
/** While they pour in, a commit waits for so many calls, at most so long (milliseconds): a sync costs as much for one. */
const GATHER = 16;
const GATHER_MS = 1;

/** Takes in what arrives: the calls of one turn of the event loop share a commit, and one commit is under way. */
export class Intake {
  private readonly waiting: Call[] = [];
  private committing = false;
  private gathering: NodeJS.Timeout | undefined;
  private heat = 0;
  private heatedAt = 0;
  private restsUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly commit: Commit,
    private readonly elapsed: () => number,
  ) {}

  accept(deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
    if (deliveries.length === 0) return Promise.resolve(new Set());
    return new Promise((resolve, reject) => {
      this.waiting.push({ deliveries, resolve, reject });
      this.flushSoon();
    });
  }

  /** Whether deliveries pour in, so that others had better wait. */
  get hot(): boolean {
    return this.heatNow() > HOT;
  }

  private heatNow(): number {
    return this.heat * Math.exp((this.heatedAt - this.elapsed()) / COOLING_MS);
  }

  private flushSoon(): void {
    if (this.committing) return;
    const waitMs = Math.max(this.hot ? GATHER_MS : 0, this.restsUntil - this.elapsed());
    if (waitMs > 0 && this.waiting.length < GATHER) {
      this.gathering ??= setTimeout(() => this.flushNow(), waitMs);
      return;
    }
    this.flushNow();
  }

  private flushNow(): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    this.committing = true;
    setImmediate(() => void this.flush());
  }

  private async flush(): Promise<void> {
    const calls = this.take();
    this.heat = this.heatNow() + calls.length;
    const began = this.elapsed();
    this.heatedAt = began;
    try {
      answer(calls, await this.commit(calls.flatMap(({ deliveries }) => deliveries)));
    } catch (error) {
      if (error instanceof StoreUnavailable || calls.length === 1) for (const { reject } of calls) reject(error);
      else await this.oneByOne(calls);
    }
    this.committing = false;
    const ended = this.elapsed();
    this.restsUntil = ended + restAfter(ended - began);
    if (this.waiting.length > 0) this.flushSoon();
  }

  // What one of them holds cannot be stored: the others shall not suffer for it.
  private async oneByOne(calls: readonly Call[]): Promise<void> {
    for (const call of calls) {
      await this.commit(call.deliveries).then(call.resolve, call.reject);
    }
  }

  private take(): readonly Call[] {
    let size = 0;
    const end = this.waiting.findIndex(({ deliveries }) => (size += deliveries.length) >= BATCH);
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end + 1);
  }
}

/** Where two calls brought the same delivery, it was new to the first. */
function answer(calls: readonly Call[], fresh: ReadonlySet<string>): void {
  const told = new Set<string>();
  for (const { deliveries, resolve } of calls) {
    const mine = new Set(deliveries.map(({ id }) => id).filter((id) => fresh.has(id) && !told.has(id)));
    for (const id of mine) told.add(id);
    resolve(mine);
  }
}
