import type { Message } from './message.ts';

const COLORS: Readonly<Record<Message['tone'], string>> = {
  bad: 'Attention',
  busy: 'Warning',
  good: 'Good',
  calm: 'Default',
};

/** A message as an Adaptive Card in the envelope that Teams workflows take. Its texts are Markdown to Teams. */
export function adaptiveCard({ title, sentence, reasons, facts, signals, links, tone }: Message): object {
  const text = (words: string, more: object = {}) => ({
    type: 'TextBlock',
    text: teamsText(words),
    wrap: true,
    ...more,
  });
  const factSet = (entries: Message['facts']) =>
    entries.length === 0
      ? []
      : [
          {
            type: 'FactSet',
            facts: entries.map(({ name, text: value }) => ({ title: teamsText(name), value: teamsText(value) })),
          },
        ];
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            text(title, { size: 'Large', weight: 'Bolder', color: COLORS[tone] }),
            ...(sentence === undefined ? [] : [text(sentence)]),
            ...reasons.map((reason) => text(reason, { isSubtle: true })),
            ...factSet(facts),
            ...factSet(signals),
          ],
          // Six is what a card shows without a menu.
          actions: links.slice(0, 6).map(({ title: name, url }) => ({ type: 'Action.OpenUrl', title: name, url })),
        },
      },
    ],
  };
}

/** Teams reads a part of Markdown, and `<at>` where a card lists mentions; ours lists none. */
function teamsText(text: string): string {
  return text
    .replace(/[\\`*_[\]#~|]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
