/** Called for every string, number and boolean found; `name` is the label's name before duplicates are renamed. */
export type Found = (name: string, value: string) => void;

/**
 * Reads a JSON object's values as labels, nested names joined with `_`; arrays and nulls are left out. Numbers keep
 * the text they were written with. Returns false when the line is no JSON object; what was read until then stays read.
 */
export function readJsonLabels(line: string, found: Found): boolean {
  const scanner = new Scanner(line, found);
  return scanner.whole();
}

function sanitize(key: string): string {
  return /^\w+$/.test(key) ? key : key.trim().replace(/\W/gu, '_');
}

/** Space, tab, line feed, carriage return. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

class Scanner {
  #at = 0;

  constructor(
    readonly text: string,
    readonly found: Found,
  ) {}

  whole(): boolean {
    this.#blank();
    return this.#object('');
  }

  #blank(): void {
    while (isBlank(this.text.charCodeAt(this.#at))) this.#at += 1;
  }

  #take(character: string): boolean {
    this.#blank();
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #object(prefix: string): boolean {
    if (!this.#take('{')) return false;
    if (this.#take('}')) return true;
    do {
      this.#blank();
      const key = this.#string();
      if (key === undefined || !this.#take(':')) return false;
      const own = sanitize(key);
      const joined = prefix === '' ? (/^\d/.test(own) ? `_${own}` : own) : own === '' ? prefix : `${prefix}_${own}`;
      if (!this.#value(joined)) return false;
    } while (this.#take(','));
    return this.#take('}');
  }

  #value(name: string): boolean {
    this.#blank();
    const first = this.text[this.#at];
    if (first === '{') return this.#object(name);
    if (first === '[') return this.#skipArray();
    if (first === '"') {
      const value = this.#string();
      if (value === undefined) return false;
      if (name !== '') this.found(name, value.includes('\ufffd') ? value.replaceAll('\ufffd', ' ') : value);
      return true;
    }
    return this.#word(name);
  }

  #word(name: string): boolean {
    let stop = this.#at;
    for (; stop < this.text.length; stop += 1) {
      const character = this.text[stop];
      if (character === ',' || character === '}' || character === ']' || isBlank(this.text.charCodeAt(stop))) break;
    }
    const word = this.text.slice(this.#at, stop);
    this.#at = stop;
    if (word === 'null') return true;
    if (word !== 'true' && word !== 'false' && !/^-?[0-9]/.test(word)) return false;
    if (name !== '') this.found(name, word);
    return true;
  }

  #string(): string | undefined {
    if (this.text[this.#at] !== '"') return undefined;
    const begin = this.#at;
    let end = begin + 1;
    for (;;) {
      end = this.text.indexOf('"', end);
      if (end < 0) return undefined;
      let slashes = 0;
      while (this.text[end - 1 - slashes] === '\\') slashes += 1;
      if (slashes % 2 === 0) break;
      end += 1;
    }
    this.#at = end + 1;
    const inner = this.text.slice(begin + 1, end);
    if (!inner.includes('\\')) return inner;
    try {
      return String(JSON.parse(this.text.slice(begin, end + 1)));
    } catch {
      return '';
    }
  }

  #skipArray(): boolean {
    let depth = 0;
    while (this.#at < this.text.length) {
      const character = this.text[this.#at];
      if (character === '"') {
        if (this.#string() === undefined) return false;
        continue;
      }
      this.#at += 1;
      if (character === '[') depth += 1;
      if (character === ']') depth -= 1;
      if (depth === 0) return true;
    }
    return false;
  }
}
