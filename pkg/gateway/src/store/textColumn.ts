// A NUL ends a text in SQLite and is refused by PostgreSQL; half a surrogate pair becomes another character in both.
const CHANGED = /[\0\p{Surrogate}]/u;

/** The text as both databases keep it: as it is, or as a JSON string where it holds what they would change. */
export function columnText(text: string): string {
  return CHANGED.test(text) ? JSON.stringify(text) : text;
}
