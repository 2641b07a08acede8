import type { Fact, Message } from './message.ts';

type Node = Readonly<Record<string, unknown>>;

const text = (words: string, marks: readonly Node[] = []): Node => ({
  type: 'text',
  text: words,
  ...(marks.length === 0 ? {} : { marks }),
});
const paragraph = (...content: readonly Node[]): Node => ({ type: 'paragraph', content });
const STRONG = { type: 'strong' };

/** A message in the Atlassian Document Format. Texts are text nodes: nothing in them is markup or a mention. */
export function adfDocument({ title, sentence, reasons, facts, signals, links }: Message): Node {
  return {
    type: 'doc',
    version: 1,
    content: [
      paragraph(text(title, [STRONG])),
      ...[...(sentence === undefined ? [] : [sentence]), ...reasons]
        .filter(isText)
        .map((words) => paragraph(text(words))),
      ...list(facts),
      ...list(signals),
      ...(links.length === 0
        ? []
        : [
            {
              type: 'bulletList',
              content: links.map(({ title: name, url }) => ({
                type: 'listItem',
                content: [paragraph(text(name, [{ type: 'link', attrs: { href: url } }]))],
              })),
            },
          ]),
    ],
  };
}

/** An empty text node is refused. */
function isText(words: string): boolean {
  return words !== '';
}

function list(facts: readonly Fact[]): readonly Node[] {
  if (facts.length === 0) return [];
  return [
    {
      type: 'bulletList',
      content: facts.map(({ name, text: value }) => ({
        type: 'listItem',
        content: [paragraph(text(`${name}: `, [STRONG]), ...(isText(value) ? [text(value)] : []))],
      })),
    },
  ];
}
