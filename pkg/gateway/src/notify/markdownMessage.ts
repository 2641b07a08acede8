import { markdownTable, markdownText } from '@release-risk/model/markdownText';
import type { Link, Message } from './message.ts';

/** A message as Markdown. No line begins with a text from outside, and whatever it holds calls nobody and becomes no link, image, HTML or row of its own. */
export function markdownMessage({ title, sentence, reasons, facts, signals, links }: Message): string {
  const rows = facts.map(({ name, text }) => [markdownText(name), markdownText(text)]);
  const blocks: readonly (readonly string[])[] = [
    [`**${markdownText(title)}**`],
    sentence === undefined ? [] : [`Cause: ${markdownText(sentence)}`],
    reasons.map((reason) => `- ${markdownText(reason)}`),
    rows.length === 0 ? [] : markdownTable(['', ''], new Set(), rows),
    signals.map(({ name, text }) => `- ${markdownText(name)}: ${markdownText(text)}`),
    links.length === 0 ? [] : [links.map(markdownLink).join(' · ')],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** A link with a title; `url` is one that `webAddress` let through. */
export function markdownLink({ title, url }: Link): string {
  const address = url.replace(/[()<>[\]\\|`\s]/g, (character) =>
    encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
  );
  return `[${markdownText(title)}](${address})`;
}
