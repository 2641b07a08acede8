import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpRequest } from '@release-risk/query/transport';
import { manualClock } from '@release-risk/query/testing/manualClock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeShop } from '../testing/fakeShop.ts';
import { type CliRun, runCli } from '../testing/runCli.ts';
import { SHOP_MODEL } from '../testing/shop.ts';

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-risk-bindings-'));
  await writeFile(file('risk.yaml'), SHOP_MODEL);
  await writeFile(file('token'), 's3cret-token\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function scored(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun & { readonly requests: readonly HttpRequest[] }> {
  const shop = fakeShop({});
  const clock = manualClock({ skips: (ms) => ms !== 10_000 && ms !== 3000 });
  const host = { clock, transport: shop.transport, env };
  const run = await runCli(['score', file('risk.yaml'), '--service', 'checkout', ...args], host);
  return { ...run, requests: shop.requests };
}

async function bindings(text: string): Promise<readonly string[]> {
  await writeFile(file('bindings.yaml'), text);
  return ['--bindings', file('bindings.yaml')];
}

describe('where datasources are', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['by type', ['--prometheus', 'http://a.test'], {}],
    ['by name', ['--bind', 'metrics=http://a.test', '--prometheus', 'http://b.test'], {}],
    ['by a URL that holds an equals sign', ['--bind', 'metrics=http://a.test?x=1'], {}],
  ])('is said %s', async (_, args, env) => {
    const { code, requests } = await scored(args, env);
    expect(code).toBe(0);
    expect(requests[0]?.url).toMatch(/^http:\/\/a\.test\/api\/v1\/query/);
  });

  it('is said by name, type, credentials, tenant, headers and method in a file', async () => {
    const args = await bindings(`
datasources:
  metrics:
    type: prometheus
    url: https://mimir.test/prometheus
    auth: { bearer: { tokenFile: token } }
    tenant: acme
    headers: { X-Plain: one }
    headersEnv: { X-Secret: SECRET_HEADER }
    timeout: 3s
    method: GET
  unused: { url: http://unused.test }
`);
    const { code, requests } = await scored(args, { SECRET_HEADER: 'two' });
    expect(code).toBe(0);
    const [request] = requests;
    expect(request?.method).toBe('GET');
    expect(request?.url).toMatch(/^https:\/\/mimir\.test\/prometheus\/api\/v1\/query/);
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer s3cret-token',
      'x-scope-orgid': 'acme',
      'x-plain': 'one',
      'x-secret': 'two',
    });
  });

  it('takes basic authentication from the environment', async () => {
    const args = await bindings(
      'datasources: { metrics: { url: http://a.test, auth: { basic: { username: u, passwordEnv: PW } } } }',
    );
    const { requests } = await scored(args, { PW: 'hunter22' });
    expect(requests[0]?.headers['authorization']).toBe(`Basic ${btoa('u:hunter22')}`);
  });

  it('never sends credentials of the file to an address of the command line', async () => {
    const args = await bindings(
      'datasources: { metrics: { url: http://a.test, auth: { bearer: { tokenFile: token } } } }',
    );
    const { requests } = await scored([...args, '--bind', 'metrics=http://b.test']);
    expect(requests[0]?.url).toContain('b.test');
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each<[string, readonly string[], string, string]>([
    ['nothing binds it', [], 'RR607', '--prometheus URL'],
    ['the name is not in the model', ['--bind', 'metrcs=http://a.test'], 'RR601', 'Did you mean "metrics"?'],
    ['it is no name=URL', ['--bind', 'http://a.test'], 'RR601', 'is not name=URL'],
    ['the URL is none', ['--prometheus', 'nonsense'], 'RR611', 'set up wrongly'],
    ['the URL holds credentials', ['--prometheus', 'http://u:p4ssw0rd@a.test'], 'RR611', 'set up wrongly'],
    ['the file is not there', ['--bindings', 'none.yaml'], 'RR602', 'there is no such file'],
  ])('is refused when %s', async (_, args, code, told) => {
    const run = await scored(args);
    expect(run.code).toBe(3);
    expect(run.requests).toHaveLength(0);
    expect(run.stderr).toContain(code);
    expect(run.stderr.replace(/\s+/g, ' ')).toContain(told);
    expect(run.stderr).not.toContain('p4ssw0rd');
  });

  it.each<[string, string, string]>([
    [
      'an unknown key',
      'datasources: { metrics: { url: http://a.test, insecureSkipVerify: true } }',
      'insecureSkipVerify',
    ],
    [
      'a secret in plain text',
      'datasources: { metrics: { url: http://a.test, auth: { bearer: { token: abcd1234 } } } }',
      'auth.bearer',
    ],
    [
      'two kinds of credentials',
      'datasources: { metrics: { url: http://a.test, auth: { bearer: { tokenEnv: A }, basic: { username: u, passwordEnv: B } } } }',
      'one of them',
    ],
    [
      'a certificate without a key',
      'datasources: { metrics: { url: http://a.test, tls: { cert: c.pem } } }',
      'cert and key together',
    ],
    [
      'another type than the model',
      'datasources: { metrics: { type: loki, url: http://a.test } }',
      'the model says prometheus',
    ],
    [
      'a bad duration',
      'datasources: { metrics: { url: http://a.test, timeout: soon } }',
      '"soon" is not a positive duration',
    ],
    [
      'a variable that is not set',
      'datasources: { metrics: { url: http://a.test, auth: { bearer: { tokenEnv: NOT_SET } } } }',
      'NOT_SET is not set',
    ],
    [
      'a secret file that is not there',
      'datasources: { metrics: { url: http://a.test, auth: { bearer: { tokenFile: none } } } }',
      'cannot be read',
    ],
    ['a key that stands twice', 'datasources: {}\ndatasources: {}', 'line 2'],
    ['YAML that does not parse', 'datasources: [', 'line 1'],
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]`,
      'alias',
    ],
    ['nothing at all', '', 'the document'],
  ])('is refused in a file with %s', async (_, text, told) => {
    const { code, stderr, requests } = await scored(await bindings(text));
    expect(code).toBe(3);
    expect(requests).toHaveLength(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain(told);
    expect(stderr).not.toContain('abcd1234');
    expect(stderr).not.toContain('RR614');
  });
});
