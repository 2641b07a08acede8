import { readFile } from 'node:fs/promises';
import { readModel } from '@release-risk/language/document/readModel';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeModel } from './app-settings.ts';
import type { GrafanaLogin } from './call.ts';

const EXAMPLE = new URL('../../../examples/telegram-lead-bot.yaml', import.meta.url);
const PATH = '/api/plugins/releaserisk-app/settings';
const BINDINGS = { metrics: 'm', logs: 'l' };

let app: FastifyInstance;
/** What Grafana keeps; undefined: the plugin is not installed. */
let kept: object | undefined;
let grafana: GrafanaLogin;

beforeEach(async () => {
  app = Fastify();
  app.get(PATH, (_request, reply) => (kept === undefined ? reply.code(404).send({}) : reply.send(kept)));
  app.post(PATH, (request, reply) => {
    kept = request.body as object;
    return reply.send({});
  });
  grafana = {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    account: { kind: 'password', user: 'admin', password: 'x' },
  };
});
afterEach(() => app.close());

async function model() {
  const read = readModel(await readFile(EXAMPLE, 'utf8'), 'example');
  if (!read.ok) throw new Error('the example is no model');
  return read.model;
}

describe('The settings of the plugin', () => {
  it('are left alone where it is not installed', async () => {
    kept = undefined;
    expect(await storeModel(grafana, await model(), BINDINGS)).toBeUndefined();
  });

  it('get the model and enable the app, which a save without that would disable', async () => {
    kept = { enabled: false, pinned: false, jsonData: null };
    await storeModel(grafana, await model(), BINDINGS);
    expect(kept).toMatchObject({
      enabled: true,
      pinned: true,
      jsonData: { revision: 1, models: [{ name: 'telegram-lead-bot' }], bindings: { 'telegram-lead-bot': BINDINGS } },
    });
  });

  it('keep what others wrote, before and after', async () => {
    const others = { models: [{ name: 'shop', signals: [] }], bindings: { shop: { metrics: 'p' } }, team: 'a' };
    kept = { enabled: true, pinned: true, jsonData: { revision: 7, ...others } };
    const stored = await storeModel(grafana, await model(), BINDINGS);
    expect(kept).toMatchObject({ jsonData: { revision: 8, team: 'a', models: [{ name: 'shop' }, {}] } });
    await stored?.undo();
    expect(kept).toMatchObject({ enabled: true, jsonData: { revision: 9, ...others } });
  });

  it('are disabled again where they were before', async () => {
    kept = { enabled: false, pinned: false, jsonData: null };
    await (await storeModel(grafana, await model(), BINDINGS))?.undo();
    expect(kept).toMatchObject({ enabled: false, jsonData: { models: [], bindings: {} } });
  });

  it('name the gateway with its secret, and forget both again', async () => {
    kept = { enabled: true, pinned: true, jsonData: { revision: 1 } };
    const gateway = { url: 'http://127.0.0.1:1', proxySecret: 'x' };
    const stored = await storeModel(grafana, await model(), BINDINGS, gateway);
    expect(kept).toMatchObject({
      jsonData: { gatewayUrl: gateway.url },
      secureJsonData: { gatewayProxySecret: gateway.proxySecret },
    });
    await stored?.undo();
    expect(kept).toMatchObject({ jsonData: { gatewayUrl: '' }, secureJsonData: { gatewayProxySecret: '' } });
  });

  it('keep a gateway that somebody else set up, whose secret nobody could give back', async () => {
    kept = { enabled: true, pinned: true, jsonData: { revision: 1, gatewayUrl: 'https://gateway.example.com' } };
    const gateway = { url: 'http://127.0.0.1:1', proxySecret: 'x' };
    const stored = await storeModel(grafana, await model(), BINDINGS, gateway);
    expect(kept).toMatchObject({ jsonData: { gatewayUrl: 'https://gateway.example.com' } });
    expect(kept).not.toHaveProperty('secureJsonData');
    await stored?.undo();
    expect(kept).toMatchObject({ jsonData: { gatewayUrl: 'https://gateway.example.com' } });
  });
});
