import type { Rollback } from '@release-risk/contract/rollback';
import { z } from 'zod';
import type { ChannelSettings } from './channels.ts';
import type { NoticeKind } from './notifier.ts';

const names = z.array(z.string().min(1));

/** Which channels hear of what, by their names; what is left out follows {@link HEARD_BY}. Escalation has its own. */
export const routingSchema = z.strictObject({
  ask: names.optional().describe('Somebody has to decide'),
  started: names.optional().describe('Something is brought back'),
  ended: names.optional().describe('It is over'),
  trouble: names.optional().describe('It did not work, or nobody can tell'),
  state: names.optional().describe('Earlier messages are brought up to date, without waking anybody'),
});

export type RoutingSettings = z.output<typeof routingSchema>;

export type Channels = Readonly<Record<string, ChannelSettings>>;

type Heard = readonly NoticeKind[];

const EVERYTHING: Heard = ['ask', 'started', 'ended', 'trouble', 'state'];
const NEWS: Heard = ['ask', 'started', 'ended', 'trouble'];

/** What a kind of channel hears of where the configuration does not say. */
const HEARD_BY: Readonly<Record<ChannelSettings['kind'], Heard>> = {
  slack: EVERYTHING,
  email: ['ask', 'ended', 'trouble'],
  // Calls somebody only by the escalation; then it follows how that ends.
  pagerduty: ['trouble', 'ended', 'state'],
  xmatters: ['trouble'],
  webhook: NEWS,
  grafanaAnnotation: EVERYTHING,
  jira: ['started', 'ended', 'trouble'],
  githubIssue: ['started', 'ended', 'trouble'],
  gitlabIssue: ['started', 'ended', 'trouble'],
};

const FOR_STAKEHOLDERS: Heard = ['started', 'ended'];

/** Names of the channels that hear of this, in the order of the configuration, each once. Pure. */
export function channelsFor(
  kind: NoticeKind,
  rollback: Pick<Rollback, 'labels'>,
  channels: Channels,
  routing: RoutingSettings,
): readonly string[] {
  if (kind === 'escalate') return [];
  const chosen = routing[kind];
  return Object.entries(channels)
    .filter(([name, settings]) => (chosen === undefined ? heardOf(settings).includes(kind) : chosen.includes(name)))
    .filter(([, settings]) => concerns(settings, rollback))
    .map(([name]) => name);
}

/** Whether a channel hears of rollbacks with these labels at all. */
export function concerns({ only }: Pick<ChannelSettings, 'only'>, { labels }: Pick<Rollback, 'labels'>): boolean {
  return Object.entries(only ?? {}).every(([label, values]) => values.includes(labels[label] ?? ''));
}

function heardOf(settings: ChannelSettings): Heard {
  return 'audience' in settings && settings.audience === 'stakeholders' ? FOR_STAKEHOLDERS : HEARD_BY[settings.kind];
}
