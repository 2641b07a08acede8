import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import { readSlackAction, slackActionValue, type SlackAction } from '../notify/slackAction.ts';
import { startTestGateway, type TestGateway } from '../testing/gatewayServer.ts';
import { sampleRollback } from '../testing/sampleRollback.ts';
import { signedSlack, SLACK_RESPONSE_URL, SLACK_TIME, slackForm, slackPayload } from '../testing/slackRequest.ts';

let gateway: TestGateway;

beforeEach(async () => {
  gateway = await startTestGateway();
});
afterEach(async () => {
  await gateway.close();
});

const GRACE = { kind: 'person', id: 'slack:U02A', name: 'Grace Hopper' };
const DECISION = { rollback: 'rb-7f3a', nonce: 'n0nce', revision: 4 };

async function send(body: Buffer, headers = signedSlack(body)): Promise<number> {
  const url = `${gateway.url}/v1/slack/interactions`;
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  await response.text();
  return response.status;
}

const press = async (action?: SlackAction, change?: Readonly<Record<string, unknown>>) =>
  send(slackForm(slackPayload(action, change)));
const calls = () => gateway.recorded.calls.map(({ name, arguments: given }) => [name, ...given]);

describe('A button of Slack', () => {
  it.each<readonly [SlackAction, readonly unknown[], string]>([
    [
      { action: 'approve', ...DECISION },
      ['approve', 'rb-7f3a', { nonce: 'n0nce', revision: 4 }, GRACE, ['grace@example.com']],
      'Approved.',
    ],
    [{ action: 'reject', ...DECISION }, ['reject', 'rb-7f3a', { nonce: 'n0nce', revision: 4 }, GRACE], 'Rejected.'],
    [{ action: 'acknowledge', rollback: 'rb-7f3a' }, ['acknowledge', 'rb-7f3a', undefined, GRACE], 'You take care'],
    [
      { action: 'hold', rollback: 'rb-7f3a' },
      [
        'hold',
        {
          labels: { service: 'lead-bot', environment: 'prod' },
          reason: 'Held from Slack',
          until: new Date(SLACK_TIME + 7_200_000).toISOString(),
        },
        GRACE,
      ],
      'Held for two hours.',
    ],
  ])('%j does as it says, as the person it is known to be of', async (action, call, told) => {
    expect(await press(action)).toBe(200);
    expect(calls().at(-1)).toEqual(call);
    expect(gateway.told).toEqual([expect.stringContaining(`${SLACK_RESPONSE_URL} ${told}`)]);
  });

  it('that Slack sends again has no second effect', async () => {
    const form = slackForm(slackPayload({ action: 'hold', rollback: 'rb-7f3a' }));
    expect([await send(form), await send(form)]).toEqual([200, 200]);
    expect(gateway.recorded.callsOf('hold')).toHaveLength(1);
  });

  it('that is pressed twice at once is done once', async () => {
    const form = slackForm(slackPayload({ action: 'acknowledge', rollback: 'rb-7f3a' }));
    await Promise.all([send(form), send(form), send(form)]);
    expect(gateway.recorded.callsOf('acknowledge')).toHaveLength(1);
  });

  it.each([SLACK_TIME - 301_000, SLACK_TIME + 301_000])('that was signed at %i is refused', async (at) => {
    const form = slackForm(slackPayload());
    expect(await send(form, signedSlack(form, { at }))).toBe(401);
    expect(calls()).toEqual([]);
  });

  it('of somebody who is not in the configuration is refused', async () => {
    expect(await press(undefined, { user: { id: 'U0EVE', username: 'grace', name: 'Grace Hopper' } })).toBe(403);
    expect(calls()).toEqual([]);
  });

  it('says why where it came too late', async () => {
    const late = new GatewayError({ code: 'GW105', problem: 'It was decided already', remedy: 'Look at it.' });
    gateway.recorded.answer('approve', async () => Promise.reject(late));
    expect(await press()).toBe(200);
    expect(gateway.told).toEqual([`${SLACK_RESPONSE_URL} It was decided already. Look at it.`]);
  });

  it('never says what nobody foresaw', async () => {
    gateway.recorded.answer('approve', async () => Promise.reject(new Error('hunter2')));
    expect(await press()).toBe(200);
    expect(gateway.told.join()).not.toContain('hunter2');
  });

  it('is answered in time however long it takes, and done all the same', async () => {
    let finish: () => void = () => undefined;
    gateway.recorded.answer('approve', async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return sampleRollback();
    });
    const answer = press();
    await expect.poll(() => gateway.clock.pending()).toBe(1);
    gateway.clock.advance(2000);
    expect(await answer).toBe(200);
    expect(gateway.told).toEqual([]);
    finish();
    await expect.poll(() => gateway.told).toEqual([`${SLACK_RESPONSE_URL} Approved.`]);
  });

  it('tells nothing to an address that is not of Slack', async () => {
    await press(undefined, { response_url: 'https://hooks.slack.com.evil.example/x' });
    expect(gateway.told).toEqual([]);
    expect(gateway.recorded.callsOf('approve')).toHaveLength(1);
  });

  it.each<readonly [string, Buffer, number]>([
    ['another button', slackForm(slackPayload(undefined, { actions: [{ value: 'https://x' }] })), 200],
    ['no button', slackForm(slackPayload(undefined, { actions: [] })), 200],
    ['a shortcut', slackForm({ type: 'shortcut', user: { id: 'U02A' } }), 200],
    ['a user with an odd id', slackForm(slackPayload(undefined, { user: { id: '../U02A' } })), 200],
    ['no payload', Buffer.from('a=b'), 400],
    ['two payloads', Buffer.from('payload={}&payload={}'), 400],
    ['no JSON', Buffer.from('payload=x'), 400],
    ['no type', slackForm({}), 400],
    ['prototypes', Buffer.from('payload={"__proto__":{},"type":"block_actions"}'), 400],
    ['nothing', Buffer.alloc(0), 400],
  ])('is not pressed by %s', async (_what, form, status) => {
    expect(await send(form)).toBe(status);
    expect(calls()).toEqual([]);
  });
});

describe('The value of a button', () => {
  it.each<SlackAction>([
    { action: 'approve', ...DECISION },
    { action: 'hold', rollback: 'rb-7f3a' },
  ])('is read as it was written: %j', (action) => {
    expect(readSlackAction(slackActionValue(action))).toEqual(action);
  });

  it.each([
    '',
    'approve',
    '{}',
    'null',
    '{"action":"retry","rollback":"x"}',
    '{"action":"approve","rollback":"x"}',
    '{"action":"approve","rollback":"x","nonce":"n","revision":"4"}',
    '{"action":"hold","rollback":"x","hours":900}',
    `{"action":"hold","rollback":"${'x'.repeat(3000)}"}`,
  ])('is none of ours: %s', (value) => {
    expect(readSlackAction(value)).toBeUndefined();
  });
});
