import { afterEach, describe, expect, it } from 'vitest';
import { type AlertReceiver, startAlertReceiver } from './alert-receiver.ts';

let open: AlertReceiver | undefined;
afterEach(() => open?.stop());

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const alert = (alertname: string, status = 'firing') => ({
  status,
  alerts: [{ status, labels: { alertname }, annotations: { summary: `${alertname} is red` } }],
});

describe('the receiver of alerts', () => {
  it('shows what came to the gateway and to the team, the newest first', async () => {
    open = await startAlertReceiver(() => 7);
    expect((await post(`${open.addresses.gateway}/v1/alerts/grafana`, alert('act'))).status).toBe(202);
    expect((await post(open.addresses.team, alert('review', 'resolved'))).status).toBe(202);
    expect(open.received()).toEqual([
      { atMs: 7, to: 'team', status: 'resolved', rule: 'review', summary: 'review is red' },
      { atMs: 7, to: 'gateway', status: 'firing', rule: 'act', summary: 'act is red' },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['labels that are no text', { status: 'firing', alerts: [{ labels: { a: 1 } }] }],
  ])('refuses what is no webhook of Grafana and keeps nothing: %s', async (_what, body) => {
    open = await startAlertReceiver(() => 7);
    expect((await post(open.addresses.team, body)).status).toBe(400);
    expect(open.received()).toEqual([]);
  });

  it('keeps no more than twenty', async () => {
    open = await startAlertReceiver(() => 7);
    const many = Array.from({ length: 30 }, (_, index) => alert(`rule ${index}`).alerts).flat();
    await post(open.addresses.team, { status: 'firing', alerts: many });
    expect(open.received()).toHaveLength(20);
  });
});
