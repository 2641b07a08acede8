import { type Labels, labelsKey } from './labels.ts';

/** One log line and when it was written, in ns since 1970. */
export interface Entry {
  readonly ns: bigint;
  readonly line: string;
}

/** The lines of one set of labels in the order of time: two columns, so that a window is two binary searches. */
export class LogStream {
  #times = new BigInt64Array(1024);
  #lines: string[] = [];

  constructor(readonly labels: Labels) {}

  get size(): number {
    return this.#lines.length;
  }

  /** The time of one line, by its position. */
  timeAt(position: number): bigint {
    return this.#times[position] ?? 0n;
  }

  /** The text of one line, by its position. */
  lineAt(position: number): string {
    return this.#lines[position] ?? '';
  }

  /** The position of the first line later than `ns`. */
  firstAfter(ns: bigint): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.timeAt(middle) > ns) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Adds a line wherever it belongs; the same line at the same time is kept once, as Loki does. */
  add({ ns, line }: Entry): void {
    const position = this.firstAfter(ns);
    for (let before = position - 1; before >= 0 && this.timeAt(before) === ns; before -= 1) {
      if (this.lineAt(before) === line) return;
    }
    if (this.size === this.#times.length) {
      const larger = new BigInt64Array(this.#times.length * 2);
      larger.set(this.#times);
      this.#times = larger;
    }
    if (position === this.size) {
      this.#lines.push(line);
    } else {
      this.#times.copyWithin(position + 1, position, this.size);
      this.#lines.splice(position, 0, line);
    }
    this.#times[position] = ns;
  }

  /** Forgets every line up to `ns`. */
  dropUntil(ns: bigint): void {
    const count = this.firstAfter(ns);
    if (count === 0) return;
    this.#times = this.#times.slice(count);
    this.#lines = this.#lines.slice(count);
  }
}

/** All log lines, by stream. */
export class LogStore {
  readonly #streams = new Map<string, LogStream>();

  /** The stream of a set of labels, made when it is new. */
  stream(labels: Labels): LogStream {
    const key = labelsKey(labels);
    const present = this.#streams.get(key);
    if (present) return present;
    const stream = new LogStream(labels);
    this.#streams.set(key, stream);
    return stream;
  }

  get streams(): readonly LogStream[] {
    return [...this.#streams.values()];
  }

  /** Forgets every line up to `ns`. */
  dropUntil(ns: bigint): void {
    for (const stream of this.#streams.values()) stream.dropUntil(ns);
  }
}
