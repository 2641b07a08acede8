/** What a stretch of a text is, for its colour only. */
export type Paint = 'plain' | 'comment' | 'string' | 'number' | 'keyword' | 'function' | 'label' | 'key';

/** A stretch of a text in one colour. */
export interface Stretch {
  readonly text: string;
  readonly paint: Paint;
}

const KEYWORDS = new Set(
  'by without on ignoring group_left group_right and or unless offset bool atan2 json logfmt unwrap line_format label_format regexp pattern unpack decolorize drop keep'.split(
    ' ',
  ),
);

const QUERY =
  /(?<comment>#[^\n]*)|(?<string>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`[^`]*`?)|(?<number>(?<![\w.])(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?(?:ms|[smhdwy])?(?:\d+(?:ms|[smhdwy]))*)(?![\w]))|(?<word>[a-zA-Z_:][\w:]*)/gi;

/** PromQL or LogQL in colours. Never fails: a text on its way to be a query is painted as far as it goes. */
export function paintQuery(text: string): readonly Stretch[] {
  return painted(text, QUERY, (match) => {
    const { comment, string, number, word } = match.groups ?? {};
    if (comment !== undefined) return 'comment';
    if (string !== undefined) return 'string';
    if (number !== undefined) return 'number';
    const rest = text.slice(match.index + match[0].length);
    if (word !== undefined && KEYWORDS.has(word.toLowerCase())) return 'keyword';
    if (/^\s*\(/.test(rest)) return 'function';
    return /^\s*(?:=~|!~|!=|=(?!=))/.test(rest) ? 'label' : 'plain';
  });
}

const YAML =
  /(?<comment>(?<=^|\s)#[^\n]*)|(?<key>(?<=^|[\s{,])[\w-]+(?=:(?:\s|$)))|(?<string>"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?)|(?<number>(?<=[\s:,[{])-?\d+(?:\.\d+)?(?:ms|[smhdwy])?(?=$|[\s,}\]]))|(?<keyword>(?<=[\s:,[{])(?:true|false|null)(?=$|[\s,}\]]))/gm;

/** YAML in colours. */
export function paintYaml(text: string): readonly Stretch[] {
  return painted(text, YAML, ({ groups = {} }) => {
    for (const paint of ['comment', 'key', 'string', 'number', 'keyword'] as const) {
      if (groups[paint] !== undefined) return paint;
    }
    return 'plain';
  });
}

function painted(text: string, pattern: RegExp, paintOf: (match: RegExpExecArray) => Paint): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) stretches.push({ text: text.slice(at, match.index), paint: 'plain' });
    stretches.push({ text: match[0], paint: paintOf(match) });
    at = match.index + match[0].length;
  }
  if (at < text.length) stretches.push({ text: text.slice(at), paint: 'plain' });
  return stretches;
}
