/** A text in double quotes with escapes, as Go's `%q` prints it (for the characters that occur in expressions). */
export function quote(text: string): string {
  return JSON.stringify(text);
}
