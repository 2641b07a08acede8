const MARKDOWN = /[\\`*_{}[\]#|~]/g;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', $: '&#36;' };

/** A text of the model's, shown as it is: neither markdown nor HTML nor a variable in it means anything. */
export function plainText(text: string): string {
  return text.replace(MARKDOWN, '\\$&').replace(/[&<>$]/g, (character) => ENTITIES[character] ?? character);
}
