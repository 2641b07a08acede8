import { canonicalJson } from '../canonicalJson.ts';

/** Bytes of canonical JSON. */
const MOST_DATA = 8192;
const MOST_TEXT = 8000;

/**
 * What a line of the audit log keeps of its data: all of it up to 8 KB of canonical JSON. Beyond that
 * `{ cutFrom, beginning }`: how many bytes it had, and the beginning of its canonical JSON.
 */
export function auditData(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const json = canonicalJson(data);
  const cutFrom = Buffer.byteLength(json);
  if (cutFrom <= MOST_DATA) return data;
  let characters = Array.from(json.slice(0, MOST_DATA));
  for (;;) {
    const kept = { cutFrom, beginning: characters.join('') };
    const size = Buffer.byteLength(canonicalJson(kept));
    if (size <= MOST_DATA) return kept;
    // Quotes and control characters take more room within a text than they did before.
    characters = characters.slice(0, Math.floor((characters.length * MOST_DATA) / size) - 1);
  }
}

/** A text of at most 8,000 characters, and how many more it had. */
export function auditText(text: string): string {
  if (text.length <= MOST_TEXT) return text;
  const characters = Array.from(text);
  if (characters.length <= MOST_TEXT) return text;
  return `${characters.slice(0, MOST_TEXT).join('')}… (${String(characters.length - MOST_TEXT)} more characters)`;
}
