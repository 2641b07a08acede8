import type { GatewayConfig } from '../config/gatewayConfig.ts';
import type { DueMessage, Notices } from '../flow/parts.ts';
import { escalate } from '../notify/escalation.ts';
import type { NoticeKind } from '../notify/notifier.ts';
import { channelsFor } from '../notify/routing.ts';

const NOTHING_ENQUEUED: ReadonlySet<string> = new Set();

/** Who hears of what, by the configuration. */
export function notices({
  channels,
  notify,
  escalation,
}: Pick<GatewayConfig, 'channels' | 'notify' | 'escalation'>): Notices {
  return {
    ofChange({ record, notice }, now) {
      if (notice === undefined) return [];
      return channelsFor(notice, record, channels, notify).map((channel) =>
        message(`${record.id}:${channel}:${notice}-${String(record.revision)}`, record.id, channel, notice, now),
      );
    },
    ofEscalation(record, since, now) {
      // The store knows what was enqueued before: the same id is enqueued once.
      const { due, next } = escalate(escalation, record, since, now, NOTHING_ENQUEUED);
      return {
        messages: due.map(({ id, channel }) => message(id, record.id, channel, 'escalate', now)),
        lookAt: next,
      };
    },
  };
}

function message(id: string, rollbackId: string, channel: string, kind: NoticeKind, now: number): DueMessage {
  return {
    dueAt: now,
    message: {
      id,
      rollbackId,
      channel,
      kind,
      state: 'waiting',
      attempts: 0,
      problem: undefined,
      createdAt: now,
      sentAt: undefined,
    },
  };
}
