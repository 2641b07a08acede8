import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { describe, expect, it } from 'vitest';
import type { GatewaySend } from '@release-risk/contract/gatewayClient';
import { appAround, renderInApp } from '../testing/appAround.tsx';
import { GatewayPart } from './GatewayPart.tsx';

const SECRET = 'a secret of more than thirty-two bytes';
const URL = 'https://gateway.example.com';
const SETTINGS = { enabled: true, revision: 4, models: [], bindings: {} };
const PLACE = `/api/plugins/${PLUGIN_ID}/settings`;

function open(gateway = { url: '', hasSecret: false }, permissions?: readonly string[], send?: GatewaySend) {
  const app = appAround(permissions);
  const jsonData = {
    revision: 4,
    models: [{ name: 'kept' }],
    ...(gateway.url === '' ? {} : { gatewayUrl: gateway.url }),
  };
  app.fake.plugins.set(PLUGIN_ID, { enabled: true, pinned: true, jsonData });
  const host = send === undefined ? app.host : { ...app.host, gateway: send };
  renderInApp({ host }, <GatewayPart settings={{ ...SETTINGS, gateway }} />);
  const written = () => app.seen.filter(({ method }) => method === 'POST').map(({ body }) => body);
  return { ...app, written };
}

const address = () => screen.getByLabelText('Address');
const secret = () => screen.getByLabelText('Proxy secret');
const save = () => screen.getByRole('button', { name: 'Save' });
const json = (status: number, body: unknown) => Promise.resolve({ status, text: JSON.stringify(body) });

describe('Where the gateway is', () => {
  it('is saved with its secret, beside the models, and the secret is forgotten here', async () => {
    const { written } = open();
    await userEvent.type(address(), `${URL}/`);
    expect(save()).toBeDisabled();
    await userEvent.type(secret(), SECRET);
    await userEvent.click(save());
    expect(await screen.findByText('Saved.')).toBeVisible();
    expect(written()).toEqual([
      {
        enabled: true,
        pinned: true,
        jsonData: { revision: 5, models: [{ name: 'kept' }], gatewayUrl: URL },
        secureJsonData: { gatewayProxySecret: SECRET },
      },
    ]);
    expect(document.body.innerHTML).not.toContain(SECRET);
  });

  it('changes without the secret, which stays what it is', async () => {
    const { written } = open({ url: URL, hasSecret: true });
    await userEvent.type(address(), '/rr');
    await userEvent.click(save());
    await waitFor(() => {
      expect(written()).toHaveLength(1);
    });
    expect(written()[0]).not.toHaveProperty('secureJsonData');
  });

  it('is forgotten together with the secret where it becomes empty', async () => {
    const { written } = open({ url: URL, hasSecret: true });
    await userEvent.clear(address());
    await userEvent.click(save());
    await waitFor(() => {
      expect(written()).toMatchObject([{ jsonData: { gatewayUrl: '' }, secureJsonData: { gatewayProxySecret: '' } }]);
    });
  });

  it.each([
    ['nonsense', /This is no address/],
    ['https://a:b@gateway', /no password belongs/],
    ['ftp://gateway', /has to begin with https/],
  ])('is not saved as %s', async (text, words) => {
    open({ url: '', hasSecret: true });
    await userEvent.type(address(), text);
    expect(screen.getByText(words)).toBeVisible();
    expect(save()).toBeDisabled();
  });

  it('warns of an address in the clear, and of a secret that the gateway would not take', async () => {
    open();
    await userEvent.type(address(), 'http://gateway.example.com');
    expect(screen.getByText(/in the clear/)).toBeVisible();
    await userEvent.type(secret(), 'short');
    expect(screen.getByText(/at least 32 bytes/)).toBeVisible();
    expect(save()).toBeDisabled();
  });

  it('that somebody else wrote meanwhile is not written over', async () => {
    const { fake, written } = open({ url: URL, hasSecret: true });
    fake.plugins.set(PLUGIN_ID, { enabled: true, jsonData: { revision: 9, gatewayUrl: 'https://theirs' } });
    await userEvent.type(address(), '/mine');
    await userEvent.click(save());
    expect(await screen.findByText('https://theirs')).toBeVisible();
    expect(written()).toEqual([]);
    expect(address()).toHaveValue(`${URL}/mine`);
  });

  it('is refused in Grafana’s words', async () => {
    const { answers } = open({ url: URL, hasSecret: true });
    answers.set(`POST ${PLACE}`, { status: 403, body: { message: 'Access denied' } });
    await userEvent.type(address(), '/x');
    await userEvent.click(save());
    expect(await screen.findByText(/plugins:write/)).toBeVisible();
  });

  it('can be looked at and not changed without plugins:write', () => {
    open({ url: URL, hasSecret: true }, []);
    expect(address()).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Test the way there' })).toBeNull();
  });
});

describe('A test of the way to the gateway', () => {
  const READY = { status: 'ready', problems: [] };
  const NOT_READY = { status: 'not ready', problems: ['the disk is full'] };
  const NONE = { rollbacks: [], next: null };
  const PROBLEM = { error: { code: 'GW102', message: 'Not authorized', hint: '' } };
  const by = (ready: ReturnType<GatewaySend>, list: ReturnType<GatewaySend>): GatewaySend => {
    return ({ path }) => (path === '/readyz' ? ready : list);
  };

  it.each([
    ['works', by(json(200, READY), json(200, NONE)), /answers, is ready, and accepts/],
    ['is not ready', by(json(503, NOT_READY), json(200, NONE)), /the disk is full/],
    ['does not take the secret', by(json(200, READY), json(401, PROBLEM)), /does not accept this Grafana/],
    ['is down', by(json(502, ''), json(502, '')), /does not answer/],
    ['is something else', by(json(200, { hello: 1 }), json(200, NONE)), /is not understood/],
    ['cannot be asked', () => Promise.reject(new Error('offline')), /Grafana did not answer/],
  ] as const)('says that it %s', async (_, send, words) => {
    open({ url: URL, hasSecret: true }, undefined, send);
    await userEvent.click(screen.getByRole('button', { name: 'Test the way there' }));
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('waits for what was typed to be saved', async () => {
    open({ url: URL, hasSecret: true });
    await userEvent.type(address(), '/x');
    expect(screen.getByRole('button', { name: 'Test the way there' })).toBeDisabled();
  });
});
