import type { RiskModel } from '@release-risk/model/model';
import { readModel } from '@release-risk/language/document/readModel';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ModelBindings, pluginProvisioning, pluginSettings, SETTINGS_AT_MOST } from './pluginProvisioning.ts';

function model(name: string, description: string, services: readonly string[] = ['api']): RiskModel {
  const document = {
    apiVersion: 'releaserisk/v1',
    kind: 'RiskModel',
    name,
    description,
    reviewed: '2026-11-16',
    identity: { labels: ['service'], services },
    datasources: { metrics: 'prometheus' },
    signals: [
      {
        id: 'errors',
        title: 'Errors',
        datasource: 'metrics',
        query: 'sum by (service) (x)',
        weight: 1,
        limit: { above: 5 },
      },
    ],
  };
  const read = readModel(JSON.stringify(document), 'model.json');
  if (!read.ok) throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
  return read.model;
}

const FIRST = { revision: 1, bindings: {} };

/** What Grafana makes of a text: `$$` is a dollar, anything else behind a dollar comes from its environment. */
function interpolated(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .split('$$')
      .map((part) => part.replace(/\$\w*|\$\{\w*\}/g, ''))
      .join('$');
  if (Array.isArray(value)) return value.map(interpolated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, interpolated(member)]));
}

describe('pluginProvisioning', () => {
  it.each(['plain', '$HOME', '${PATH}', '$$', '$__env{HOME}', 'on', '007', '2026-11-16', 'a: b # c', "it's", 'ж\n  x'])(
    'gives Grafana the settings that were meant, with the text %j in them',
    (text) => {
      const models = [model('b', text), model('a', text)];
      const said = { revision: 3, bindings: { a: { metrics: text } } };
      const emitted = pluginProvisioning(models, { orgId: 7, enabled: true, ...said });
      const settings = pluginSettings(models, said);
      if (!emitted.ok || !settings.ok) throw new Error('nothing was emitted');
      // Read as YAML 1.1, in which a bare day is a date and a bare `on` is true.
      const file: unknown = parse(emitted.value, { version: '1.1' });
      expect(interpolated(file)).toEqual({
        apiVersion: 1,
        apps: [{ type: 'releaserisk-app', org_id: 7, disabled: false, jsonData: settings.value }],
      });
      expect(settings.value.bindings).toEqual({ a: { metrics: text } });
      expect(settings.value.models.map(({ name }) => name)).toEqual(['a', 'b']);
    },
  );

  it('names the gateway, and its secret only as a variable of the environment', () => {
    const gateway = { url: 'http://gateway:8686/a$b', secretVariable: 'PROXY_SECRET' };
    const emitted = pluginProvisioning([model('a', 'x')], { orgId: 1, enabled: true, ...FIRST, gateway });
    const settings = pluginSettings([model('a', 'x')], FIRST);
    if (!emitted.ok || !settings.ok) throw new Error('nothing was emitted');
    const file: unknown = parse(emitted.value, { version: '1.1' });
    expect(file).toMatchObject({ apps: [{ secureJsonData: { gatewayProxySecret: '$PROXY_SECRET' } }] });
    expect(interpolated(file)).toMatchObject({ apps: [{ jsonData: { ...settings.value, gatewayUrl: gateway.url } }] });
  });

  it.each(['', 'A B', '1A', 'A}', '$A', 'A$B', '__file{/etc/x}'])('takes %j for no variable', (secretVariable) => {
    const gateway = { url: 'http://gateway:8686', secretVariable };
    expect(() => pluginProvisioning([], { orgId: 1, enabled: true, ...FIRST, gateway })).toThrow(
      'no name of a variable',
    );
  });

  it('counts the address of the gateway, too', () => {
    const gateway = { url: `http://gateway/${'x'.repeat(SETTINGS_AT_MOST)}`, secretVariable: 'PROXY_SECRET' };
    const emitted = pluginProvisioning([model('a', 'x')], { orgId: 1, enabled: true, ...FIRST, gateway });
    expect(emitted.ok ? [] : emitted.diagnostics).toMatchObject([{ code: 'RR534' }]);
  });

  it('always says whether the app is enabled', () => {
    const emitted = pluginProvisioning([], { orgId: 1, enabled: false, ...FIRST });
    expect(emitted.ok && emitted.value).toContain('disabled: true');
  });

  it('refuses settings that Grafana would cut, names the largest model and the way out', () => {
    const small = model('small', 'x');
    const services = Array.from({ length: 4000 }, (_, index) => `service-number-${index}`);
    const emitted = pluginProvisioning([small, model('large', 'x', services)], {
      orgId: 1,
      enabled: true,
      ...FIRST,
    });
    expect(emitted.ok ? [] : emitted.diagnostics).toMatchObject([
      { code: 'RR534', message: expect.stringContaining('"large"'), hint: expect.stringContaining('discover') },
    ]);
  });

  it('counts bytes, not characters, up to the very last', () => {
    const empty = pluginSettings([model('a', 'x')], FIRST);
    if (!empty.ok) throw new Error('a small model is refused');
    const left = SETTINGS_AT_MOST - new TextEncoder().encode(JSON.stringify(empty.value)).length;
    expect(pluginSettings([model('a', 'x'.repeat(left + 1))], FIRST).ok).toBe(true);
    expect(pluginSettings([model('a', 'x'.repeat(left + 2))], FIRST).ok).toBe(false);
    expect(pluginSettings([model('a', 'ж'.repeat(left + 1))], FIRST).ok).toBe(false);
  });

  it('counts the bindings too', () => {
    const wide = { a: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`source-${at}`, 'u'.repeat(40)])) };
    expect(pluginSettings([model('a', 'x')], { revision: 1, bindings: wide }).ok).toBe(false);
  });

  it('gives the same model whatever it is bound to', () => {
    const bound: readonly ModelBindings[] = [{ a: { metrics: 'prom-1' } }, {}];
    const [one, other] = bound.map((bindings) => pluginSettings([model('a', 'x')], { revision: 1, bindings }));
    if (!one?.ok || !other?.ok) throw new Error('nothing was emitted');
    expect(one.value.models).toEqual(other.value.models);
  });
});
