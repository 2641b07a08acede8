/** A moment for people, to the minute: `2026-11-24 14:05 UTC`. ISO 8601 in; the text itself where it is none. */
export function minuteOf(moment: string): string {
  return written(moment, 16);
}

/** A moment to the second: `2026-11-24 14:05:07 UTC`. */
export function secondOf(moment: string): string {
  return written(moment, 19);
}

function written(moment: string, length: number): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? moment : `${at.toISOString().slice(0, length).replace('T', ' ')} UTC`;
}
