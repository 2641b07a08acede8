import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, hostileRollback } from '../testing/sampleRollback.ts';
import { emailNotifier, emailSettingsSchema } from './email.ts';
import type { Notice } from './notifier.ts';
import { NEVER_ABORTED, noticeOf } from './testing/notice.ts';

interface Received {
  readonly recipients: readonly string[];
  /** Unfolded, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly raw: string;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** A mail server that keeps what it takes; `options` make it refuse. */
async function mailServer(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString('utf8');
        received.push({
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          headers: headersOf(raw),
          raw,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      resolve();
    }),
  );
  open.push(
    () =>
      new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  );
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** A server that says what it likes, or nothing. */
async function rawServer(connected: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    connected(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) =>
      server.close(() => {
        resolve();
      }),
    );
  });
  return (server.address() as AddressInfo).port;
}

function headersOf(raw: string): ReadonlyMap<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return new Map(
    head
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}

const refusal = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code });

function send(port: number, notice: Notice = noticeOf(), change: object = {}, signal = NEVER_ABORTED) {
  const settings = emailSettingsSchema.parse({
    kind: 'email',
    host: '127.0.0.1',
    port,
    tls: 'none',
    from: 'Release Risk <risk@example.com>',
    to: ['team@example.com', 'Ops <ops@example.com>'],
    timeout: 5,
    ...change,
  });
  return emailNotifier(settings, { readSecret: () => 'pa55word-0123' }).send(notice, signal);
}

describe('a mail', () => {
  it('goes to everybody with words and a page, and says that a program wrote it', async () => {
    const { port, received } = await mailServer();
    expect(await send(port)).toEqual({ kind: 'sent', thread: {} });
    const [mail] = received;
    expect(mail?.recipients).toEqual(['team@example.com', 'ops@example.com']);
    expect(mail?.headers.get('subject')).toBe('Roll back lead-bot / prod 1.42.0 to 1.41.0?');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.raw).toContain('Content-Type: text/plain');
    expect(mail?.raw).toContain('Content-Type: text/html');
  });

  it('has the same id whenever it is sent, and stands in one thread with the others', async () => {
    const { port, received } = await mailServer();
    await send(port);
    await send(port);
    await send(port, noticeOf({ id: 'rb-7f3a:team:ended-9', kind: 'ended' }, { state: 'succeeded' }));
    await send(port, noticeOf({ id: 'x' }, { id: 'rb-other' }));
    const ids = received.map(({ headers }) => headers.get('message-id'));
    expect(ids[0]).toMatch(/^<[0-9a-f]{40}@example\.com>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    const threads = received.map(({ headers }) => [headers.get('references'), headers.get('in-reply-to')]);
    expect(threads[2]).toEqual(threads[0]);
    expect(threads[3]).not.toEqual(threads[0]);
  });

  it.each(Object.entries(HOSTILE_TEXTS))(
    'has no header, recipient or markup of a hostile text: %s',
    async (_, text) => {
      const { port, received } = await mailServer();
      expect(await send(port, noticeOf({ rollback: hostileRollback(text) }))).toMatchObject({ kind: 'sent' });
      const [mail] = received;
      expect(mail?.recipients).toEqual(['team@example.com', 'ops@example.com']);
      expect([...(mail?.headers.keys() ?? [])].sort()).toEqual([
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'in-reply-to',
        'message-id',
        'mime-version',
        'references',
        'subject',
        'to',
        'x-auto-response-suppress',
      ]);
      const html = mail?.raw.slice(mail.raw.indexOf('<!doctype html>')).replace(/=\r\n/g, '');
      expect(html).toContain('</html>');
      expect(html).not.toMatch(/<script|<img/);
    },
  );

  it('tells stakeholders nothing of the inside', async () => {
    const { port, received } = await mailServer();
    await send(port, noticeOf(), { audience: 'stakeholders' });
    expect(received[0]?.headers.get('subject')).toBe('We are looking into lead-bot / prod');
    expect(received[0]?.raw).not.toMatch(/Error rate|1\.42|3f2a9c1/);
  });
});

describe('what a mail server refuses', () => {
  it.each<[string, SMTPServerOptions, 'later' | 'refused']>([
    [
      'a sender for good',
      {
        onMailFrom: (_, __, done) => {
          done(refusal(550, 'no such sender'));
        },
      },
      'refused',
    ],
    [
      'everybody for good',
      {
        onRcptTo: (_, __, done) => {
          done(refusal(550, 'no such user'));
        },
      },
      'refused',
    ],
    [
      'everybody for now',
      {
        onRcptTo: (_, __, done) => {
          done(refusal(451, 'greylisted'));
        },
      },
      'later',
    ],
    [
      'the text for now',
      {
        onData: (stream, _, done) => {
          stream.resume();
          stream.on('end', () => {
            done(refusal(452, 'disk full'));
          });
        },
      },
      'later',
    ],
    [
      'the text for good',
      {
        onData: (stream, _, done) => {
          stream.resume();
          stream.on('end', () => {
            done(refusal(554, 'spam'));
          });
        },
      },
      'refused',
    ],
    [
      'whoever connects, for now',
      {
        onConnect: (_, done) => {
          done(refusal(421, 'too busy'));
        },
      },
      'later',
    ],
  ])('%s', async (_, options, kind) => {
    const { port } = await mailServer(options);
    expect(await send(port)).toMatchObject({ kind });
  });

  it('one of two recipients is told', async () => {
    const { port, received } = await mailServer({
      onRcptTo: ({ address }, _, done) => {
        done(address.startsWith('ops') ? refusal(550, 'no such user') : null);
      },
    });
    expect(await send(port)).toEqual({ kind: 'sent', thread: { rejected: 'ops@example.com' } });
    expect(received[0]?.recipients).toEqual(['team@example.com']);
  });

  it('a wrong password is refused and not told', async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      authMethods: ['PLAIN'],
      onAuth: (_, __, done) => {
        done(new Error('wrong pa55word-0123'));
      },
    });
    const sent = await send(port, noticeOf(), { user: 'risk', password: { env: 'P' } });
    expect(sent.kind).toBe('refused');
    expect(JSON.stringify(sent)).not.toContain('pa55word');
  });

  it('nothing is sent in clear unless that is allowed', async () => {
    const { port, received } = await mailServer();
    const sent = await send(port, noticeOf(), { tls: 'starttls' });
    expect(sent).toMatchObject({ kind: 'refused' });
    expect(received).toEqual([]);
  });

  it('a certificate that nobody trusts is refused', async () => {
    const { port, received } = await mailServer({ disabledCommands: [] });
    const sent = await send(port, noticeOf(), { tls: 'starttls' });
    expect(sent).toMatchObject({ kind: 'refused' });
    expect(received).toEqual([]);
  });
});

describe('a mail server that does not answer', () => {
  it('is waited for no longer than the time limit', async () => {
    const port = await rawServer(() => undefined);
    expect(await send(port, noticeOf(), { timeout: 0.05 })).toMatchObject({ kind: 'later' });
  });

  it('and hangs up after the text is asked again later, under the same id', async () => {
    const port = await rawServer((socket) => {
      let isText = false;
      socket.write('220 hello\r\n');
      socket.on('data', (part) => {
        const said = part.toString();
        if (isText) {
          if (said.includes('\r\n.\r\n')) socket.destroy();
        } else if (said.startsWith('DATA')) {
          isText = true;
          socket.write('354 go on\r\n');
        } else socket.write('250 ok\r\n');
      });
    });
    expect(await send(port)).toMatchObject({ kind: 'later' });
  });

  it('and talks nonsense is asked later', async () => {
    const port = await rawServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await send(port)).toMatchObject({ kind: 'later' });
  });

  it('where nothing listens is asked later', async () => {
    const port = await rawServer(() => undefined);
    await Promise.all(open.splice(0).map((close) => close()));
    expect(await send(port)).toMatchObject({ kind: 'later' });
  });

  it('is let go when the gateway stops', async () => {
    const stop = new AbortController();
    const port = await rawServer(() => {
      stop.abort(new Error('shutting down'));
    });
    await expect(send(port, noticeOf(), {}, stop.signal)).rejects.toThrow('shutting down');
  });
});
