/** Headers as they came: names and values by turns, as Node hands them out. */
export type RawHeaders = readonly string[];

export type SingleHeader =
  | { readonly kind: 'absent' }
  | { readonly kind: 'once'; readonly value: string }
  /** Two readers could each believe another one. */
  | { readonly kind: 'repeated' };

const ABSENT: SingleHeader = { kind: 'absent' };
const REPEATED: SingleHeader = { kind: 'repeated' };

/** A header by its name in lower case. Node itself joins or drops what stands there twice. */
export function singleHeader(headers: RawHeaders, name: string): SingleHeader {
  let found: SingleHeader = ABSENT;
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const key = headers[at];
    const value = headers[at + 1];
    if (key?.length !== name.length || value === undefined || key.toLowerCase() !== name) continue;
    if (found.kind === 'once') return REPEATED;
    found = { kind: 'once', value };
  }
  return found;
}

/** The value of a header that stands there exactly once; undefined otherwise. */
export function onlyValue(headers: RawHeaders, name: string): string | undefined {
  const header = singleHeader(headers, name);
  return header.kind === 'once' ? header.value : undefined;
}
