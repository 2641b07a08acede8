const LONGEST_NAME = 40;
const LONGEST_SHOWN = 80;

/** A model name made of whatever a service is called: lower-case letters, digits and single hyphens. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '');
  return slug === '' ? 'my-service' : slug;
}

/** `Release risk of lead-bot`, on one line. */
export function titleOf(service: string): string {
  return `Release risk of ${shown(service)}`;
}

/** A label value as it can stand in a line of text: no line breaks, not endless. */
export function shown(value: string, longest: number = LONGEST_SHOWN): string {
  const line = value.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 3)}...` : line;
}
