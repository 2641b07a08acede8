import type { Rollback } from '@release-risk/contract/rollback';
import type { Fact, Message } from './message.ts';
import { slackActionId, slackActionValue, type SlackAction } from './slackAction.ts';
import { slackLink, slackText } from './slackText.ts';

type Block = Readonly<Record<string, unknown>>;

const LONGEST_SECTION = 2900;
const MOST_FIELDS = 10;

const TONE_MARKS: Readonly<Record<Message['tone'], string>> = {
  bad: ':red_circle:',
  busy: ':hourglass_flowing_sand:',
  good: ':large_green_circle:',
  calm: ':white_circle:',
};

const BUTTONS: Readonly<Record<SlackAction['action'], { readonly text: string; readonly style?: string }>> = {
  approve: { text: 'Approve', style: 'primary' },
  reject: { text: 'Reject', style: 'danger' },
  hold: { text: 'Hold for 2 h' },
  acknowledge: { text: 'I take care' },
};

/** A message as Slack's blocks. */
export function slackBlocks(message: Message, rollback: Rollback): readonly Block[] {
  const { title, sentence, facts, signals, reasons, links, tone } = message;
  return [
    section(`${TONE_MARKS[tone]} *${slackText(title, 600)}*`),
    ...(sentence === undefined ? [] : [section(slackText(sentence, LONGEST_SECTION))]),
    ...fields(facts),
    ...list(signals.map(({ name, text }) => `${slackText(name, 300)}: ${slackText(text, 300)}`)),
    ...reasons.slice(0, 5).map((reason) => context(slackText(reason, 600))),
    ...(links.length === 0 ? [] : [section(linkLine(message))]),
    ...buttons(message, rollback),
  ];
}

/** What notifications show, and programs that know no blocks. */
export function slackSummary({ title, sentence }: Message): string {
  return `${slackText(title, 600)}${sentence === undefined ? '' : `\n${slackText(sentence, 2000)}`}`;
}

// `verbatim` keeps Slack from finding mentions and addresses in what stands there.
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) });
const context = (text: string): Block => ({ type: 'context', elements: [mrkdwn(text)] });

function fields(facts: readonly Fact[]): readonly Block[] {
  const written = facts
    .slice(0, MOST_FIELDS)
    .map(({ name, text }) => mrkdwn(`*${slackText(name, 100)}*\n${slackText(text, 600)}`));
  return written.length === 0 ? [] : [{ type: 'section', fields: written }];
}

function list(lines: readonly string[]): readonly Block[] {
  const kept: string[] = [];
  let length = 0;
  for (const text of lines) {
    length += text.length + 3;
    if (length > LONGEST_SECTION) break;
    kept.push(`• ${text}`);
  }
  return kept.length === 0 ? [] : [section(kept.join('\n'))];
}

function linkLine({ links }: Message): string {
  const kept: string[] = [];
  for (const { title, url } of links) {
    const link = slackLink(title, url);
    if ([...kept, link].join(' · ').length <= LONGEST_SECTION) kept.push(link);
  }
  return kept.join(' · ');
}

function buttons({ actions }: Message, rollback: Rollback): readonly Block[] {
  const elements = actions.flatMap((name) => {
    const action = actionOf(name, rollback);
    if (action === undefined) return [];
    const { text, style } = BUTTONS[name];
    return [
      {
        type: 'button',
        action_id: slackActionId(action),
        value: slackActionValue(action),
        text: { type: 'plain_text', text },
        ...(style === undefined ? {} : { style }),
        ...(name === 'approve' ? { confirm: CONFIRM } : {}),
      },
    ];
  });
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

const CONFIRM = {
  title: { type: 'plain_text', text: 'Roll back now?' },
  text: { type: 'plain_text', text: 'The pipeline is called at once.' },
  confirm: { type: 'plain_text', text: 'Roll back' },
  deny: { type: 'plain_text', text: 'Not yet' },
};

function actionOf(action: SlackAction['action'], { id, decision }: Rollback): SlackAction | undefined {
  if (action === 'hold' || action === 'acknowledge') return { action, rollback: id };
  return decision === null ? undefined : { action, rollback: id, nonce: decision.nonce, revision: decision.revision };
}
