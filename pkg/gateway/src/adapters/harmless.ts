/**
 * A text from outside as pipelines may be handed it: letters, digits and `. , : % / _ + = @ -`, on one line. Whoever
 * writes it unquoted into a script of a pipeline gets no second command of it.
 */
export function harmless(text: string, longest = 200): string {
  return text
    .slice(0, longest * 4)
    .replace(/[^\p{L}\p{N}.,:%/_+=@-]+/gu, ' ')
    .trim()
    .slice(0, longest)
    .trim();
}

/** A version, tag or artifact that may be handed on as it is. */
export function isPlainName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._+/:@-]{0,499}$/.test(text) && !text.includes('..');
}
