import { describe, expect, it } from 'vitest';
import { channelSchema, type ChannelSettings } from './channels.ts';
import type { NoticeKind } from './notifier.ts';
import { channelsFor, type Channels } from './routing.ts';

const secret = { env: 'SECRET' };
const channel = (settings: object): ChannelSettings => channelSchema.parse(settings);
const mail = { kind: 'email', host: 'mail.example.com', from: 'risk@example.com', to: ['team@example.com'] };

const CHANNELS: Channels = {
  team: channel({ kind: 'slack', token: secret, channel: 'C0123456789' }),
  payments: channel({ kind: 'slack', token: secret, channel: 'C0123456788', only: { service: ['pay', 'ledger'] } }),
  mail: channel(mail),
  sales: channel({ ...mail, audience: 'stakeholders' }),
  'on-call': channel({ kind: 'pagerduty', routingKey: secret }),
  marks: channel({ kind: 'grafanaAnnotation', url: 'https://grafana.example.com', token: secret }),
  tickets: channel({ kind: 'jira', url: 'https://jira.example.com', token: secret, project: 'OPS' }),
};
const LEAD_BOT = { labels: { service: 'lead-bot' } };

describe('who hears of what, unless the configuration says otherwise', () => {
  it.each<[NoticeKind, readonly string[]]>([
    ['ask', ['team', 'mail', 'marks']],
    ['started', ['team', 'sales', 'marks', 'tickets']],
    ['ended', ['team', 'mail', 'sales', 'on-call', 'marks', 'tickets']],
    ['trouble', ['team', 'mail', 'on-call', 'marks', 'tickets']],
    ['state', ['team', 'on-call', 'marks']],
    ['escalate', []],
  ])('%s: %j', (kind, names) => {
    expect(channelsFor(kind, LEAD_BOT, CHANNELS, {})).toEqual(names);
  });
});

describe('the configuration', () => {
  it('chooses who hears of a kind, and leaves the others as they are', () => {
    const routing = { ask: ['on-call', 'team', 'nobody'] };
    expect(channelsFor('ask', LEAD_BOT, CHANNELS, routing)).toEqual(['team', 'on-call']);
    expect(channelsFor('started', LEAD_BOT, CHANNELS, routing)).toContain('tickets');
  });

  it.each([
    [{ service: 'pay' }, true],
    [{ service: 'ledger', environment: 'prod' }, true],
    [{ service: 'lead-bot' }, false],
    [{}, false],
  ])('keeps a channel to its own services: %j %s', (labels, hears) => {
    expect(channelsFor('ask', { labels }, CHANNELS, {}).includes('payments')).toBe(hears);
    expect(channelsFor('ask', { labels }, CHANNELS, { ask: ['payments'] })).toEqual(hears ? ['payments'] : []);
  });

  it.each([
    ['an address that begins a header', { ...mail, to: ['a@b.example\r\nBcc: c@d.example'] }],
    ['a secret in clear', { kind: 'pagerduty', routingKey: 'R0UT1NG' }],
    ['an address that is none', { kind: 'grafanaAnnotation', url: 'javascript:alert(1)', token: secret }],
    ['a key of nobody', { ...mail, cc: ['x@example.com'] }],
    ['a project that breaks out of its query', { ...CHANNELS['tickets'], project: 'OPS" OR "1' }],
    ['a plain webhook without a secret', { kind: 'webhook', format: 'plain', url: 'https://hooks.example.com/x' }],
    ['an unknown kind', { kind: 'fax' }],
  ])('is refused with %s', (_, settings) => {
    expect(channelSchema.safeParse(settings).success).toBe(false);
  });
});
