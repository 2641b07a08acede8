import type { FakeAnswer, FakeRequest } from '../../adapters/testing/faultyServer.ts';
import { SECRET } from './notice.ts';
import { openPeer, type Peer } from './peer.ts';

type Json = Readonly<Record<string, unknown>>;

export interface SlackMessage {
  readonly ts: string;
  readonly thread_ts: string | undefined;
  readonly broadcast: boolean;
  text: string;
  blocks: readonly Json[];
  readonly metadata: unknown;
}

export interface FakeSlack extends Peer {
  readonly messages: SlackMessage[];
  /** What somebody would have been called by: mentions and links in what Slack parses. */
  marks(): readonly string[];
  /** The method answers with this error until it is undefined. */
  readonly errors: Map<string, string>;
  /** Whether Slack knows a message by the id that the client gave it. */
  readonly settings: { remembersIds: boolean };
}

const CHANNEL = 'C0123456789';

/** Slack's Web API as far as messages go: JSON for what writes, forms for what reads, 200 with `ok: false` for errors. */
export async function fakeSlack(): Promise<FakeSlack> {
  const messages: SlackMessage[] = [];
  const byClientId = new Map<string, string>();
  const errors = new Map<string, string>();
  const settings = { remembersIds: false };
  let lastTs = Date.parse('2026-11-24T10:12:02Z') / 1000;

  const handle = (request: FakeRequest): FakeAnswer => {
    const method = request.path.replace('/api/', '');
    const error =
      errors.get(method) ?? (request.headers.authorization === `Bearer ${SECRET}` ? undefined : 'invalid_auth');
    if (error !== undefined) return refused(error);
    const body = bodyOf(request);
    if (body['channel'] !== CHANNEL) return refused('channel_not_found');
    switch (method) {
      case 'chat.postMessage':
        return post(body);
      case 'chat.update':
        return update(body);
      case 'conversations.history':
        return list(body, (message) => message.thread_ts === undefined || message.broadcast);
      case 'conversations.replies':
        return list(body, (message) => message.ts === body['ts'] || message.thread_ts === body['ts']);
      default:
        return refused('unknown_method');
    }
  };

  const post = (body: Json): FakeAnswer => {
    const id = String(body['client_msg_id']);
    const known = settings.remembersIds ? byClientId.get(id) : undefined;
    if (known !== undefined) {
      const there = messages.some(({ ts }) => ts === known);
      return there ? fine({ ts: known, channel: CHANNEL }) : refused('duplicate_message_not_found');
    }
    const problem = blockProblem(blocksOf(body));
    if (problem !== undefined) return refused(problem);
    lastTs += 1;
    const ts = `${String(lastTs)}.000100`;
    byClientId.set(id, ts);
    messages.push({
      ts,
      thread_ts: typeof body['thread_ts'] === 'string' ? body['thread_ts'] : undefined,
      broadcast: body['reply_broadcast'] === true,
      text: String(body['text']),
      blocks: blocksOf(body),
      metadata: body['metadata'],
    });
    return fine({ ts, channel: CHANNEL });
  };

  const update = (body: Json): FakeAnswer => {
    const message = messages.find(({ ts }) => ts === body['ts']);
    if (message === undefined) return refused('message_not_found');
    const problem = blockProblem(blocksOf(body));
    if (problem !== undefined) return refused(problem);
    message.text = String(body['text']);
    message.blocks = blocksOf(body);
    return fine({ ts: message.ts, channel: CHANNEL });
  };

  const list = (body: Json, isListed: (message: SlackMessage) => boolean): FakeAnswer => {
    const oldest = Number(body['oldest'] ?? 0);
    const newestFirst = messages.filter((message) => isListed(message) && Number(message.ts) >= oldest).reverse();
    const from = Number(body['cursor'] ?? 0);
    const size = Number(body['limit']);
    const page = newestFirst.slice(from, from + size).map(({ ts, text, metadata }) => ({
      type: 'message',
      ts,
      text,
      ...(body['include_all_metadata'] === 'true' ? { metadata } : {}),
    }));
    const next = from + size < newestFirst.length ? String(from + size) : '';
    return fine({ messages: page, has_more: next !== '', response_metadata: { next_cursor: next } });
  };

  const server = await openPeer(handle);
  return Object.assign(server, {
    messages,
    errors,
    marks: () => messages.flatMap(({ text, blocks }) => [text, ...parsedTexts(blocks)].flatMap(marksIn)),
    settings,
  });
}

const fine = (more: Json): FakeAnswer => ({ status: 200, json: { ok: true, ...more } });
const refused = (error: string): FakeAnswer => ({ status: 200, json: { ok: false, error } });

function bodyOf({ path, headers, body }: FakeRequest): Json {
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  // Methods that read take no JSON.
  if (path.includes('conversations.') !== isForm) return {};
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : (JSON.parse(body) as Json);
}

function blocksOf(body: Json): readonly Json[] {
  return Array.isArray(body['blocks']) ? (body['blocks'] as Json[]) : [];
}

/** Slack's own limits. */
function blockProblem(blocks: readonly Json[]): string | undefined {
  const tooLong = (entry: unknown, most: number) => {
    const text = (entry as { text?: { text?: string } | string } | undefined)?.text;
    const words = typeof text === 'string' ? text : (text?.text ?? '');
    return words.length > most || words === '';
  };
  const isWrong = blocks.some((block) => {
    if (block['type'] === 'actions') return actionsAreWrong(block['elements'] as readonly Json[]);
    if (block['type'] === 'context') return (block['elements'] as readonly Json[]).some((one) => tooLong(one, 3000));
    const fields = block['fields'] as readonly Json[] | undefined;
    return fields === undefined ? tooLong(block, 3000) : fields.length > 10 || fields.some((one) => tooLong(one, 2000));
  });
  return isWrong || blocks.length > 50 ? 'invalid_blocks' : undefined;
}

function actionsAreWrong(elements: readonly Json[]): boolean {
  const ids = elements.map((element) => element['action_id']);
  return new Set(ids).size !== ids.length || elements.some((element) => String(element['value']).length > 2000);
}

function parsedTexts(blocks: readonly Json[]): readonly string[] {
  return [
    ...JSON.stringify(blocks).matchAll(/"type":"mrkdwn","text":("(?:[^"\\]|\\.)*"),"verbatim":(true|false)/g),
  ].map(([, text = '""']) => JSON.parse(text) as string);
}

/** `<!channel>`, `<@U1>`, `<https://..|title>`. */
function marksIn(text: string): readonly string[] {
  return [...text.matchAll(/<([^>]*)>/g)].map(([, mark = '']) => mark);
}
