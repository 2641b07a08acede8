import { PLUGIN_ID } from '@release-risk/compiler/emit/plugin/pluginProvisioning';
import { describe, expect, it } from 'vitest';
import { grafanaClient } from '../client.ts';
import { patientClock } from '../testing/clocks.ts';
import { fakeGrafana } from '../testing/fakeGrafana.ts';
import { readPluginSettings, writeGatewaySettings, writePluginSettings } from './pluginSettings.ts';

const MODEL = { name: 'lead-bot', weight: 3 };
const BOUND = { 'lead-bot': { metrics: 'uid-1' } };

function open(stored?: Readonly<Record<string, unknown>>) {
  const fake = fakeGrafana();
  if (stored !== undefined) fake.plugins.set(PLUGIN_ID, { enabled: true, pinned: true, ...stored });
  const target = { url: 'http://grafana', auth: { kind: 'token', token: 't' } } as const;
  return { fake, client: grafanaClient(target, fake.transport, patientClock()) };
}

const writing = (revision: number) => ({ models: [MODEL], bindings: BOUND, revision });

describe('Writing the settings of the app', () => {
  it('changes nothing where somebody has written since they were read', async () => {
    const { fake, client } = open({ jsonData: { revision: 8, models: ['of somebody else'] } });
    await expect(writePluginSettings(client, writing(7))).rejects.toMatchObject({
      code: 'changed',
      message: expect.stringContaining('someone else'),
    });
    expect(fake.writes()).toEqual([]);
  });

  it('refuses more than Grafana is sure to keep, counting the bytes of every key', async () => {
    const { fake, client } = open({ jsonData: { revision: 1, others: 'я'.repeat(12_000) } });
    const models = [{ name: 'large', description: 'я'.repeat(13_000) }];
    await expect(writePluginSettings(client, { ...writing(1), models })).rejects.toMatchObject({
      code: 'tooLarge',
      message: expect.stringMatching(/48\.\d KB, and at most 48\.0 KB/),
    });
    expect(fake.writes()).toEqual([]);
  });

  it('says which permission is missing', async () => {
    const { fake, client } = open({ jsonData: { revision: 1 } });
    fake.before = ({ method }) => (method === 'POST' ? { status: 403, body: { message: 'Access denied' } } : undefined);
    await expect(writePluginSettings(client, writing(1))).rejects.toMatchObject({
      code: 'forbidden',
      hint: expect.stringContaining('plugins:write'),
    });
  });

  it('says that the app is not installed', async () => {
    const { client } = open();
    await expect(writePluginSettings(client, writing(0))).rejects.toMatchObject({ code: 'notFound' });
  });

  it('is not sent again when its answer was lost, since somebody may have written meanwhile', async () => {
    const { fake, client } = open({ jsonData: { revision: 1 } });
    fake.after = ({ method }) => {
      if (method === 'POST') throw new Error('ECONNRESET');
    };
    await expect(writePluginSettings(client, writing(1))).rejects.toMatchObject({
      code: 'unreachable',
      context: { unknownOutcome: true },
    });
    expect(fake.writes()).toHaveLength(1);
  });

  it('begins with the first revision where nothing was ever written', async () => {
    const { client } = open({ jsonData: null });
    expect(await writePluginSettings(client, writing(0))).toBe(1);
    expect(await readPluginSettings(client)).toEqual({
      enabled: true,
      revision: 1,
      models: [MODEL],
      bindings: BOUND,
      gateway: { url: '', hasSecret: false },
    });
  });

  it('keeps what it does not know, leaves the app switched on and sends no secrets', async () => {
    const { fake, client } = open({ jsonData: { revision: 4, models: [], theirs: { a: 1 } } });
    const bodies: unknown[] = [];
    fake.before = ({ method, body }) => {
      if (method === 'POST') bodies.push(JSON.parse(body ?? ''));
      return undefined;
    };
    expect(await writePluginSettings(client, writing(4))).toBe(5);
    expect(bodies).toEqual([
      {
        enabled: true,
        pinned: true,
        jsonData: { revision: 5, models: [MODEL], bindings: BOUND, theirs: { a: 1 } },
      },
    ]);
  });
});

describe('Where the gateway is', () => {
  const sent = async (secret: string | undefined) => {
    const { fake, client } = open({ jsonData: { revision: 4, models: [MODEL], theirs: 1 } });
    const bodies: unknown[] = [];
    fake.before = ({ method, body }) => {
      if (method === 'POST') bodies.push(JSON.parse(body ?? ''));
      return undefined;
    };
    expect(await writeGatewaySettings(client, { url: 'https://gateway', secret, revision: 4 })).toBe(5);
    return bodies[0];
  };
  const written = { revision: 5, models: [MODEL], theirs: 1, gatewayUrl: 'https://gateway' };

  it.each([
    ['a new secret', 's3cret', { secureJsonData: { gatewayProxySecret: 's3cret' } }],
    ['the secret as it is', undefined, {}],
    ['no secret any more', '', { secureJsonData: { gatewayProxySecret: '' } }],
  ])('is written beside the models, with %s', async (_, secret, more) => {
    expect(await sent(secret)).toEqual({ enabled: true, pinned: true, jsonData: written, ...more });
  });

  it('is not written over what somebody else wrote', async () => {
    const { fake, client } = open({ jsonData: { revision: 9 } });
    const over = { url: 'https://gateway', secret: 'x', revision: 8 };
    await expect(writeGatewaySettings(client, over)).rejects.toMatchObject({ code: 'changed' });
    expect(fake.writes()).toEqual([]);
  });

  it('is read with whether there is a secret, and without it', async () => {
    const { client } = open({
      jsonData: { revision: 1, gatewayUrl: 'https://gateway' },
      secureJsonFields: { gatewayProxySecret: true },
    });
    expect((await readPluginSettings(client)).gateway).toEqual({ url: 'https://gateway', hasSecret: true });
  });

  it.each([[7], [null], [{}]])('that is %j is nowhere, and hides no model', async (gatewayUrl) => {
    const { client } = open({ jsonData: { revision: 1, models: [MODEL], gatewayUrl } });
    expect(await readPluginSettings(client)).toMatchObject({ models: [MODEL], gateway: { url: '', hasSecret: false } });
  });
});
