import type { Message } from './message.ts';

/** A message as plain text, for mail, chat programs without a format of their own, and logs. */
export function plainMessage({ title, sentence, reasons, facts, signals, links }: Message): string {
  const blocks: readonly (readonly string[])[] = [
    [title],
    sentence === undefined ? [] : [sentence],
    reasons,
    facts.map(({ name, text }) => `${name}: ${text}`),
    signals.map(({ name, text }) => `- ${name}: ${text}`),
    links.map(({ title: name, url }) => `${name}: ${url}`),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
