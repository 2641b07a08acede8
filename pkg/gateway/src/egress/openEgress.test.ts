import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { BodyTooLargeError, type Clock } from '@release-risk/query/transport';
import { afterEach, describe, expect, it } from 'vitest';
import { EgressRefused } from './egress.ts';
import { egressSchema } from './egressSchema.ts';
import { EgressTimeout, NotSent } from './notSent.ts';
import { openEgress, type ResolveName, type ResolvedAddress } from './openEgress.ts';

const clock: Clock = { now: () => Date.now(), sleep: (ms, signal) => sleep(ms, undefined, { signal }) };
const never = new AbortController().signal;
const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });
const at =
  (...addresses: string[]): ResolveName =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));

const PUBLIC = '93.184.216.34';
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

async function listening(listener: RequestListener, host = '127.0.0.1', port = 0): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}

function egressTo(settings: object, lookup: ResolveName = at(PUBLIC)) {
  return openEgress(egressSchema.parse(settings), { lookup, clock });
}

const get = (url: string, signal: AbortSignal = never) => ({ method: 'GET' as const, url, headers: {}, signal });
const post = (url: string) => ({ method: 'POST' as const, url, headers: {}, body: '{"a":1}', signal: never });

async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

const LISTED = [
  'api.example.com',
  '*.example.org',
  'jenkins.internal:8443',
  'http://plain.example.com',
  'bücher.example',
];

const NOT_LISTED: readonly (readonly [string, string])[] = [
  ['https://evil.example.net/', 'another host'],
  ['http://api.example.com/', 'plain HTTP where https is meant'],
  ['https://plain.example.com/', 'https where only plain HTTP is listed'],
  ['https://api.example.com:8443/', 'another port'],
  ['https://jenkins.internal/', 'the usual port where another is listed'],
  ['https://api.example.com./', 'a trailing dot'],
  ['https://example.org/', 'the suffix itself'],
  ['https://badexample.org/', 'a name that only ends alike'],
  ['https://example.org.evil.net/', 'the suffix in the middle'],
  ['https://api.example.com.evil.net/', 'the host as a prefix'],
  ['https://api.example.com%2eevil.net/', 'an encoded dot'],
  ['https://api.example.com@evil.net/', 'a listed host as user name'],
  ['https://user:pass@api.example.com/', 'credentials'],
  ['https://user@api.example.com/', 'a user name'],
  ['https://api.example.com#@evil.net:443\\@x', 'a backslash'],
  ['https://api.example.com\\@evil.net/', 'a backslash before @'],
  ['https://evil.net\\.api.example.com/', 'a backslash as slash'],
  ['https://api.exam\tple.com/', 'a tab, which parsers drop'],
  ['https://api.example.com\n/', 'a line feed'],
  [' https://api.example.com/', 'a blank in front'],
  ['https://api.example.com/ x', 'a blank'],
  ['ftp://api.example.com/', 'another scheme'],
  ['file:///etc/passwd', 'a file'],
  ['gopher://api.example.com/', 'gopher'],
  ['data:text/plain,x', 'data'],
  ['//api.example.com/', 'no scheme'],
  ['https:///api.example.com.evil.net', 'too many slashes'],
  ['', 'nothing'],
  ['https://', 'no host'],
  ['https://api.example.com:99999/', 'an impossible port'],
  ['https://[fe80::1%25eth0]/', 'an IPv6 zone id'],
  ['https://[fe80::1%eth0]/', 'a bare IPv6 zone id'],
  ['https://xn--bcher-kva.example.net/', 'punycode of another host'],
  ['https://аpi.example.com/', 'a Cyrillic letter that looks alike'],
  ['https://localhost/', 'localhost'],
];

/** Even where the configuration names the host: what the address is decides. */
const NOT_PUBLIC: readonly (readonly [string, string])[] = [
  ['http://127.0.0.1/', 'loopback'],
  ['http://127.1/', 'short loopback'],
  ['http://127.255.255.254/', 'the end of loopback'],
  ['http://2130706433/', 'decimal loopback'],
  ['http://0x7f000001/', 'hex loopback'],
  ['http://0x7f.0.0.1/', 'mixed hex loopback'],
  ['http://017700000001/', 'octal loopback'],
  ['http://0177.0.0.1/', 'dotted octal loopback'],
  ['http://１２７.０.０.１/', 'full-width digits'],
  ['http://0.0.0.0/', 'unspecified'],
  ['http://0/', 'short unspecified'],
  ['http://169.254.169.254/', 'metadata'],
  ['http://2852039166/', 'decimal metadata'],
  ['http://0xa9fea9fe/', 'hex metadata'],
  ['http://0251.0376.0251.0376/', 'octal metadata'],
  ['http://169.254.170.2/', 'container credentials'],
  ['http://100.100.100.200/', 'metadata of another cloud'],
  ['http://10.1.2.3/', 'private 10'],
  ['http://172.16.0.1/', 'private 172'],
  ['http://192.168.1.1/', 'private 192'],
  ['http://100.64.0.1/', 'carrier-grade NAT'],
  ['http://192.0.0.192/', 'protocol assignments'],
  ['http://192.0.2.1/', 'documentation'],
  ['http://198.18.0.1/', 'benchmarking'],
  ['http://224.0.0.1/', 'multicast'],
  ['http://240.0.0.1/', 'reserved'],
  ['http://255.255.255.255/', 'broadcast'],
  ['http://[::]/', 'IPv6 unspecified'],
  ['http://[::1]/', 'IPv6 loopback'],
  ['http://[0:0:0:0:0:0:0:1]/', 'long IPv6 loopback'],
  ['http://[::ffff:127.0.0.1]/', 'mapped loopback'],
  ['http://[::ffff:7f00:1]/', 'mapped loopback in hex'],
  ['http://[::ffff:169.254.169.254]/', 'mapped metadata'],
  ['http://[::127.0.0.1]/', 'compatible loopback'],
  ['http://[::ffff:0:127.0.0.1]/', 'translated loopback'],
  ['http://[64:ff9b::7f00:1]/', 'NAT64 loopback'],
  ['http://[64:ff9b::808:808]/', 'NAT64 of a public address'],
  ['http://[64:ff9b:1::1]/', 'local NAT64'],
  ['http://[2002:7f00:1::]/', '6to4 loopback'],
  ['http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/', 'Teredo'],
  ['http://[fe80::1]/', 'IPv6 link-local'],
  ['http://[fd00:ec2::254]/', 'IPv6 metadata'],
  ['http://[fc00::1]/', 'unique local'],
  ['http://[fec0::1]/', 'site-local'],
  ['http://[ff02::1]/', 'IPv6 multicast'],
  ['http://[2001:db8::1]/', 'IPv6 documentation'],
  ['http://[100::1]/', 'discard'],
  ['http://[4000::1]/', 'nobody’s'],
];

describe('A call is refused before anything is sent', () => {
  it.each(NOT_LISTED)('to %j (%s)', async (url) => {
    const error = await failure(egressTo({ allow: LISTED }).send(get(url)));
    expect(error).toBeInstanceOf(EgressRefused);
    expect(String(error)).not.toContain('pass@');
  });

  it.each(NOT_PUBLIC)('to %j (%s), which the list names', async (url) => {
    const host = new URL(url).host;
    const error = await failure(egressTo({ allow: [`http://${host}`] }).send(get(url)));
    expect(error).toBeInstanceOf(EgressRefused);
    expect(String(error)).toMatch(/not public/);
  });

  it.each(NOT_PUBLIC)('to a name that leads to the address of %j (%s)', async (url) => {
    const address = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
    const error = await failure(
      egressTo({ allow: ['api.example.com'] }, at(PUBLIC, address)).send(get('https://api.example.com/')),
    );
    expect(error).toBeInstanceOf(EgressRefused);
    expect(String(error)).toMatch(/api\.example\.com is at .* not public/);
  });

  it('by the client that wants a fetch too', async () => {
    const error = await failure(egressTo({ allow: ['http://169.254.169.254'] }).fetch('http://169.254.169.254/latest'));
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).cause).toBeInstanceOf(EgressRefused);
  });

  it('where a name leads to the metadata address, though the name is excused from being public', async () => {
    const egress = egressTo({ allow: ['jenkins.internal'], allowPrivate: ['jenkins.internal'] }, at('169.254.169.254'));
    expect(await failure(egress.send(get('https://jenkins.internal/')))).toBeInstanceOf(EgressRefused);
  });

  it('where one of many addresses is not public', async () => {
    const egress = egressTo({ allow: ['api.example.com'] }, at(PUBLIC, '2606:4700::1111', '10.0.0.1'));
    expect(await failure(egress.send(get('https://api.example.com/')))).toBeInstanceOf(EgressRefused);
  });

  it('where another excused network is meant', async () => {
    const egress = egressTo(
      { allow: ['api.example.com'], allowPrivate: ['10.0.0.0/8', 'fd00::/8'] },
      at('192.168.0.1'),
    );
    expect(await failure(egress.send(get('https://api.example.com/')))).toBeInstanceOf(EgressRefused);
  });
});

describe('A call is sent', () => {
  const ALLOWED: readonly (readonly [string, string, string[]])[] = [
    ['the very host', 'http://api.test', ['127.0.0.0/8']],
    ['mixed case', 'http://API.Test', ['127.0.0.0/8']],
    ['a host below a suffix', 'http://deep.sub.suffix.test', ['127.0.0.0/8']],
    ['a host that is excused by its name', 'http://api.test', ['api.test']],
    ['punycode of a listed name', 'http://xn--bcher-kva.test', ['127.0.0.1/32']],
    ['the name itself', 'http://bücher.test', ['127.0.0.1/32']],
    ['an address', 'http://127.0.0.1', ['127.0.0.1/32']],
    ['a decimal address whose plain form is listed', 'http://2130706433', ['127.0.0.1/32']],
  ];

  it.each(ALLOWED)('to %s', async (_, origin, allowPrivate) => {
    const port = await listening((request, response) => response.end(request.headers.host));
    const hosts = ['api.test', '*.suffix.test', 'bücher.test', '127.0.0.1'];
    const egress = egressTo(
      { allow: hosts.map((host) => `http://${host}:${String(port)}`), allowPrivate },
      at('127.0.0.1'),
    );
    const answer = await egress.send(get(`${origin}:${String(port)}/x`));
    expect(answer.status).toBe(200);
    expect(await answer.text(1000)).toBe(new URL(`${origin}:${String(port)}`).host);
  });

  it('to the address that was checked, though the name leads elsewhere a moment later', async () => {
    const seen: string[] = [];
    const port = await listening((_, response) => response.end(seen.push('good') && 'good'), '127.0.0.2');
    await listening((_, response) => response.end(seen.push('bad') && 'bad'), '127.0.0.1', port);
    let asked = 0;
    const flipping: ResolveName = () => Promise.resolve([v4(asked++ === 0 ? '127.0.0.2' : '127.0.0.1')]);
    const egress = egressTo({ allow: [`http://flip.test:${String(port)}`], allowPrivate: ['127.0.0.2/32'] }, flipping);

    const answer = await egress.send(get(`http://flip.test:${String(port)}/`));
    expect(await answer.text(100)).toBe('good');
    expect(asked).toBe(1);
    expect(await failure(egress.send(get(`http://flip.test:${String(port)}/`)))).toBeInstanceOf(EgressRefused);
    expect(seen).toEqual(['good']);
  });

  it.each([301, 302, 303, 307, 308])('without following a %i', async (status) => {
    const asked: string[] = [];
    const port = await listening((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status, { location: asked.length > 3 ? '/' : '/secret' }).end();
    });
    const egress = egressTo({ allow: [`http://127.0.0.1:${String(port)}`], allowPrivate: ['127.0.0.1/32'] });
    const answer = await egress.send(post(`http://127.0.0.1:${String(port)}/a`));
    const fetched = await egress.fetch(`http://127.0.0.1:${String(port)}/b`, { redirect: 'follow' });
    expect([answer.status, answer.header('Location'), fetched.status]).toEqual([status, '/secret', status]);
    expect(asked).toEqual(['/a', '/b']);
  });

  it('past the proxies of the environment', async () => {
    const proxied: string[] = [];
    const proxy = await listening((request, response) => response.end(proxied.push(request.url ?? '') && ''));
    const port = await listening((_, response) => response.end('direct'));
    const before = { ...process.env };
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = `http://127.0.0.1:${String(proxy)}`;
    try {
      const egress = egressTo({ allow: [`http://127.0.0.1:${String(port)}`], allowPrivate: ['127.0.0.1/32'] });
      expect(await (await egress.send(get(`http://127.0.0.1:${String(port)}/`))).text(10)).toBe('direct');
    } finally {
      process.env = before;
    }
    expect(proxied).toEqual([]);
  });

  it('with its method, headers and body, by both doors', async () => {
    const port = await listening((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => response.end(`${request.method ?? ''} ${String(request.headers['x-a'])} ${body}`));
    });
    const url = `http://127.0.0.1:${String(port)}/`;
    const egress = egressTo({ allow: [`http://127.0.0.1:${String(port)}`], allowPrivate: ['127.0.0.1/32'] });
    const sent = await egress.send({ method: 'PUT', url, headers: { 'x-a': '1' }, body: 'ü', signal: never });
    const fetched = await egress.fetch(url, { method: 'PUT', headers: { 'X-A': '1' }, body: 'ü' });
    expect([await sent.text(100), await fetched.text()]).toEqual(['PUT 1 ü', 'PUT 1 ü']);
  });
});

describe('A call that fails says whether it was perhaps sent', () => {
  const policyOf = (port: number, more: object = {}) => ({
    allow: [`http://127.0.0.1:${String(port)}`, `http://gone.test:${String(port)}`],
    allowPrivate: ['127.0.0.1/32'],
    ...more,
  });

  it('certainly not: nobody listens', async () => {
    const port = await listening(() => undefined);
    await open.pop()?.();
    const error = await failure(egressTo(policyOf(port)).send(post(`http://127.0.0.1:${String(port)}/`)));
    expect(error).toBeInstanceOf(NotSent);
    expect(Reflect.get((error as Error).cause as object, 'code')).toBe('ECONNREFUSED');
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('certainly not: the name is not found (%s)', async (code) => {
    const lookup: ResolveName = () => Promise.reject(Object.assign(new Error(code), { code }));
    const error = await failure(egressTo(policyOf(80), lookup).send(post('http://gone.test:80/')));
    expect(error).toBeInstanceOf(NotSent);
    expect(Reflect.get((error as Error).cause as object, 'code')).toBe(code);
  });

  it('certainly not: the name has no address', async () => {
    expect(await failure(egressTo(policyOf(80), at()).send(post('http://gone.test/')))).toBeInstanceOf(NotSent);
  });

  it('certainly not: no TLS is spoken there', async () => {
    const port = await listening((_, response) => response.end('plain'));
    const egress = egressTo({ allow: [`127.0.0.1:${String(port)}`], allowPrivate: ['127.0.0.1/32'] });
    expect(await failure(egress.send(post(`https://127.0.0.1:${String(port)}/`)))).toBeInstanceOf(NotSent);
  });

  it('perhaps: the connection is reset after the request', async () => {
    const port = await listening((request) => request.socket.resetAndDestroy());
    const error = await failure(egressTo(policyOf(port)).send(post(`http://127.0.0.1:${String(port)}/`)));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(NotSent);
  });

  it('perhaps: it is accepted and nobody answers', async () => {
    const server = createSocketServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    open.push(() => Promise.resolve(void server.close()));
    const egress = egressTo(policyOf(port, { totalTimeout: 0.1 }));
    expect(await failure(egress.send(post(`http://127.0.0.1:${String(port)}/`)))).toBeInstanceOf(EgressTimeout);
  });

  it('perhaps: the headers do not come in time', async () => {
    const port = await listening(() => undefined);
    const error = await failure(
      egressTo(policyOf(port, { headersTimeout: 0.1 })).send(post(`http://127.0.0.1:${String(port)}/`)),
    );
    expect(Reflect.get(error as Error, 'code')).toBe('UND_ERR_HEADERS_TIMEOUT');
  });

  it('a body that drips for ever ends with the whole call', async () => {
    const port = await listening((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    const answer = await egressTo(policyOf(port, { totalTimeout: 0.15 })).send(
      get(`http://127.0.0.1:${String(port)}/`),
    );
    expect(await failure(answer.text(1_000_000))).toBeInstanceOf(EgressTimeout);
  });

  it('a body past the limit ends the connection, by both doors', async () => {
    let closed = 0;
    const port = await listening((_, response) => {
      response.on('close', () => closed++);
      const more = (): void => {
        while (response.writable && !response.destroyed && response.write(Buffer.alloc(65_536, 120)));
      };
      response.on('drain', more);
      more();
    });
    const egress = egressTo(policyOf(port, { maxBodyBytes: 100_000 }));
    const url = `http://127.0.0.1:${String(port)}/`;
    const answer = await egress.send(get(url));
    expect(await failure(answer.text(50_000_000))).toEqual(new BodyTooLargeError(100_000));
    expect(((await failure(egress.fetch(url))) as Error).cause).toEqual(new BodyTooLargeError(100_000));
    await expect.poll(() => closed).toBe(2);
  });

  it('is given up with the caller’s own reason', async () => {
    const port = await listening(() => undefined);
    const caller = new AbortController();
    const work = failure(egressTo(policyOf(port)).send(get(`http://127.0.0.1:${String(port)}/`, caller.signal)));
    caller.abort(new Error('stopping'));
    expect(await work).toEqual(new Error('stopping'));
  });
});

describe('The settings refuse', () => {
  it.each([
    [{ allow: [] }],
    [{ allow: ['https://api.example.com/path'] }],
    [{ allow: ['user@api.example.com'] }],
    [{ allow: ['*'] }],
    [{ allow: ['*.com'] }],
    [{ allow: ['*.1.2.3'] }],
    [{ allow: ['api.example.com.'] }],
    [{ allow: ['api.*.com'] }],
    [{ allow: ['ftp://api.example.com'] }],
    [{ allow: ['api.example.com:99999'] }],
    [{ allow: ['a b'] }],
    [{ allow: ['api.example.com'], allowPrivate: ['10.0.0.0/64'] }],
    [{ allow: ['api.example.com'], allowPrivate: ['*.internal.example'] }],
    [{ allow: ['api.example.com'], allowPrivate: ['host:80'] }],
    [{ allow: ['api.example.com'], totalTimeout: 0 }],
    [{ allow: ['api.example.com'], maxBodyBytes: -1 }],
    [{ allow: ['api.example.com'], proxy: 'http://x' }],
  ])('%j', (settings) => {
    expect(egressSchema.safeParse(settings).success).toBe(false);
  });
});
