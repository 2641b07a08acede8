/**
 * Texts that come from servers (label values, versions, error messages) may hold anything. Control characters could
 * redraw the terminal or break a line into one that a CI system takes for its command; direction marks could turn a
 * line around.
 */

const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+/g;

/** One harmless line: line breaks and tabs become a blank, other control characters the replacement mark. */
export function plain(text: string): string {
  return (
    text
      .replace(/[\r\n\t]+/g, ' ')
      .replace(UNPRINTABLE, '\u{fffd}')
      // GitHub's runner looks for its old commands anywhere in a line.
      .replaceAll('##[', '## [')
  );
}

/** At most `longest` characters, the last of them an ellipsis where something was cut. */
export function shortened(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, Math.max(0, longest - 1)).join('')}…`;
}
