import { oneLine } from '@release-risk/model/oneLine';
import { plainLine } from '@release-risk/query/serverMessage';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { secretSchema } from '../config/secret.ts';
import { audienceSchema, commonSettings, type ChannelParts } from './channelParts.ts';
import { derivedHex } from './derivedId.ts';
import { emailHtml } from './emailHtml.ts';
import { noticeMessage } from './noticeMessage.ts';
import type { Notice, Notifier, Sent } from './notifier.ts';
import { plainMessage } from './plainMessage.ts';
import { secretForms } from './undelivered.ts';

/** One address: `a@b.example` or `Name <a@b.example>`, without anything that could begin a header of its own. */
const mailbox = z
  .string()
  .max(320)
  .regex(/^([^<>\r\n,;"]+ )?<?[^\s<>,;"@]+@[^\s<>,;"@]+>?$/, 'must be an address such as ops@example.com');

export const emailSettingsSchema = z
  .strictObject({
    kind: z.literal('email'),
    host: z.string().min(1).describe('SMTP server'),
    port: z.int().min(1).max(65_535).default(587).describe('Of the SMTP server'),
    tls: z
      .enum(['starttls', 'implicit', 'none'])
      .default('starttls')
      .describe(
        '`starttls`: refuses to send where the server does not offer it. `none` only within a network that is trusted.',
      ),
    user: z.string().min(1).optional().describe('Account to log in with; none where the server asks for none'),
    password: secretSchema.optional().describe('Of the account'),
    ca: secretSchema
      .optional()
      .describe("Certificate authorities in PEM beside those of Node, for servers of one's own"),
    from: mailbox.describe('Sender, such as `Release Risk <releases@example.com>`'),
    to: z.array(mailbox).min(1).max(50).describe('Receivers'),
    timeout: z
      .number()
      .positive()
      .max(120)
      .default(20)
      .describe('Seconds to connect, to be greeted, and between two answers'),
    audience: audienceSchema,
    ...commonSettings,
  })
  .describe('Mail over SMTP, one thread for each rollback');

export type EmailSettings = z.output<typeof emailSettingsSchema>;

const LONGEST_SUBJECT = 180;
const REMEDIES: Readonly<Record<string, string>> = {
  EAUTH: 'check user and password',
  EENVELOPE: 'check the addresses',
  ETLS: 'the server does not offer the TLS that is asked for',
};

/**
 * Mail over SMTP. The Message-ID is made from the notice, so that one that was sent twice is one to mail programs, and
 * all of a rollback form one thread.
 */
export function emailNotifier(settings: EmailSettings, { readSecret }: Pick<ChannelParts, 'readSecret'>): Notifier {
  const password = settings.password === undefined ? undefined : readSecret(settings.password);
  const ca = settings.ca === undefined ? undefined : readSecret(settings.ca);
  const secrets = password === undefined ? [] : secretForms(password);
  const redact = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  const domain = /@([^>]+)>?$/.exec(settings.from)?.[1] ?? 'localhost';
  const messageId = (text: string) => `<${derivedHex(text).slice(0, 40)}@${domain}>`;

  const open = () =>
    createTransport({
      host: settings.host,
      port: settings.port,
      secure: settings.tls === 'implicit',
      requireTLS: settings.tls === 'starttls',
      ignoreTLS: settings.tls === 'none',
      ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: password ?? '' } }),
      ...(ca === undefined ? {} : { tls: { ca } }),
      connectionTimeout: settings.timeout * 1000,
      greetingTimeout: settings.timeout * 1000,
      socketTimeout: settings.timeout * 1000,
      dnsTimeout: settings.timeout * 1000,
      // Nothing in a message is read from files or addresses.
      disableFileAccess: true,
      disableUrlAccess: true,
    });

  const mailOf = (notice: Notice) => {
    const message = noticeMessage(notice, settings.audience);
    const thread = messageId(`rollback:${notice.rollback.id}`);
    return {
      from: settings.from,
      to: [...settings.to],
      subject: oneLine(message.title, LONGEST_SUBJECT),
      messageId: messageId(`notice:${notice.id}`),
      inReplyTo: thread,
      references: [thread],
      text: plainMessage(message),
      html: emailHtml(message),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    };
  };

  return {
    kind: 'email',
    async send(notice, signal) {
      signal.throwIfAborted();
      const transport = open();
      const over = new AbortController();
      const aborted = new Promise<never>((_, reject) => {
        const stop = () => {
          reject(abortReason(signal));
        };
        signal.addEventListener('abort', stop, { signal: over.signal });
      });
      try {
        const { rejected } = await Promise.race([transport.sendMail(mailOf(notice)), aborted]);
        const thread: Record<string, string> =
          rejected.length === 0 ? {} : { rejected: rejected.map(String).join(', ') };
        return { kind: 'sent', thread };
      } catch (error) {
        signal.throwIfAborted();
        return failureOf(error, redact);
      } finally {
        over.abort();
        transport.close();
      }
    },
  };
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}

/** 4yz passes, 5yz stays; without an answer it may pass, but a certificate that is not trusted stays so. */
function failureOf(error: unknown, redact: (text: string) => string): Exclude<Sent, { kind: 'sent' }> {
  const code = memberOf(error, 'code');
  const status = memberOf(error, 'responseCode');
  const said = redact(plainLine(error instanceof Error ? error.message : String(error), 300));
  const remedy = typeof code === 'string' ? REMEDIES[code] : undefined;
  const reason = `The mail server did not take it: ${said}${remedy === undefined ? '' : ` (${remedy})`}`;
  const stays =
    typeof status === 'number'
      ? status >= 500
      : code === 'EAUTH' || code === 'ETLS' || code === 'EENVELOPE' || /certificate|self[- ]signed/i.test(said);
  return stays ? { kind: 'refused', reason } : { kind: 'later', afterMs: undefined, reason };
}

function memberOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
