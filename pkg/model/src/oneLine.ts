/**
 * Text from outside (titles, error messages) made fit for a sentence: line breaks, control characters and
 * characters that turn the direction of writing become blanks, and it ends in "…" after `atMost` characters.
 */
export function oneLine(text: string, atMost: number): string {
  const flat = text.replace(/[\s\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
  const characters = Array.from(flat);
  if (characters.length <= atMost) return flat;
  return `${characters
    .slice(0, atMost - 1)
    .join('')
    .trimEnd()}…`;
}
