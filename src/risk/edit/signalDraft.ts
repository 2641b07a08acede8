/**
 * The settings of one signal while somebody edits them: the members of a model's document as far as they are set.
 * Anything may be missing or wrong; the reader of documents says what is.
 */
export interface SignalDraft {
  readonly title?: string | undefined;
  readonly unit?: string | undefined;
  readonly weight?: number | undefined;
  readonly critical?: boolean | undefined;
  readonly worse?: string | undefined;
  readonly baseline?: Part | undefined;
  readonly limit?: Part | undefined;
  readonly atMostRatio?: unknown;
  readonly samples?: unknown;
  readonly empty?: string | undefined;
  readonly missing?: string | undefined;
  readonly [member: string]: unknown;
}

/** A member that has members itself, such as a limit. */
export type Part = Readonly<Record<string, unknown>>;

/** What a signal is judged against. */
export type Judging = 'usual' | 'lines';

/** The same with one member set, or without it: an absent member is not the same as one that is undefined. */
export function withMember<T extends Part>(whole: T, key: keyof T & string, value: unknown): T {
  const rest = Object.entries(whole).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? rest : [...rest, [key, value]]) as T;
}

export function numberIn(part: Part | undefined, key: string): number | undefined {
  const found = part?.[key];
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function textIn(part: Part | undefined, key: string): string | undefined {
  const found = part?.[key];
  return typeof found === 'string' ? found : undefined;
}

export function partIn(part: Part, key: string): Part | undefined {
  const found = part[key];
  return isPart(found) ? found : undefined;
}

export function isPart(found: unknown): found is Part {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}

export function judgingOf({ limit }: SignalDraft): Judging {
  return limit !== undefined && ('above' in limit || 'below' in limit) ? 'lines' : 'usual';
}
