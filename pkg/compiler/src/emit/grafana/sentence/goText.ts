/** A float literal of Go's templates: they refuse to compare a float with `2`, only with `2.0`. */
export function goFloat(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A string literal of Go's templates. The text must hold no control characters and no lone surrogates. */
export function goString(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** Text that stands in a template as it is. */
export function literal(text: string): string {
  return text.includes('{') ? `{{${goString(text)}}}` : text;
}

/** Text inside a `printf` format. */
export function format(text: string): string {
  return text.replaceAll('%', '%%');
}

/** A node's number, in a rule's annotation. */
export function value(refId: string): string {
  return `$values.${refId}.Value`;
}
