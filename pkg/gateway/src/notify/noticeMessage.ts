import type { z } from 'zod';
import type { audienceSchema } from './channelParts.ts';
import { messageOf, stakeholderMessage, type Message } from './message.ts';
import type { Notice } from './notifier.ts';

/** The words for whom a channel reaches. */
export function noticeMessage(notice: Notice, audience: z.output<typeof audienceSchema>): Message {
  return audience === 'team' ? messageOf(notice) : stakeholderMessage(notice);
}
