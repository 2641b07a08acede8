import type { FakeAnswer, FakeRequest } from '../../adapters/testing/faultyServer.ts';
import { openPeer, type Peer } from './peer.ts';
import { SECRET } from './notice.ts';

export interface FakeTicket {
  readonly number: number;
  title: string;
  /** As it was sent: Markdown, or a document of Atlassian as JSON. */
  description: string;
  readonly labels: readonly string[];
}

export interface FakeTracker extends Peer {
  readonly tickets: FakeTicket[];
}

type Json = Readonly<Record<string, unknown>>;

const UNAUTHORIZED: FakeAnswer = { status: 401, json: { message: 'Bad credentials' } };
const NOT_FOUND: FakeAnswer = { status: 404, json: { message: 'Not Found' } };

/** Opens a tracker of which `handle` answers what is allowed in. */
async function trackerOf(
  isKnown: (request: FakeRequest) => boolean,
  handle: (request: FakeRequest, tickets: FakeTicket[]) => FakeAnswer,
): Promise<FakeTracker> {
  const tickets: FakeTicket[] = [];
  const peer = await openPeer((request) => (isKnown(request) ? handle(request, tickets) : UNAUTHORIZED));
  return { ...peer, tickets };
}

/** Jira Cloud v3: the old search is gone, fields have to be named, descriptions are documents, labels have no blanks. */
export function fakeJira(): Promise<FakeTracker> {
  const basic = `Basic ${Buffer.from(`bot@example.com:${SECRET}`).toString('base64')}`;
  return trackerOf(
    ({ headers }) => headers.authorization === basic,
    ({ method, path, body }, tickets) => {
      const json = (body === '' ? {} : JSON.parse(body)) as Json;
      const fields = (json['fields'] ?? {}) as Json;
      if (path === '/rest/api/3/search')
        return { status: 410, json: { errorMessages: ['The requested API has been removed.'] } };
      if (path === '/rest/api/3/search/jql') {
        const read = /^project = "OPS" AND labels = "([a-z0-9-]+)" ORDER BY created ASC$/.exec(String(json['jql']));
        if (read === null) return { status: 400, json: { errorMessages: ['Error in the JQL Query'] } };
        const found = tickets.filter(({ labels }) => labels.includes(read[1] ?? ''));
        return {
          status: 200,
          json: {
            issues: found.map(({ number }) => ({ id: String(number), key: `OPS-${String(number)}` })),
            isLast: true,
          },
        };
      }
      const problem = jiraProblem(fields);
      if (problem !== undefined) return { status: 400, json: { errorMessages: [], errors: problem } };
      const description = JSON.stringify(fields['description']);
      if (method === 'POST') {
        const labels = fields['labels'] as readonly string[];
        tickets.push({ number: tickets.length + 1, title: String(fields['summary']), description, labels });
        const key = `OPS-${String(tickets.length)}`;
        return { status: 201, json: { id: '1', key, self: `/rest/api/3/issue/${key}` } };
      }
      const ticket = tickets.find(({ number }) => path === `/rest/api/3/issue/OPS-${String(number)}`);
      if (ticket === undefined) return { status: 404, json: { errorMessages: ['Issue does not exist'] } };
      ticket.description = description;
      return { status: 204 };
    },
  );
}

function jiraProblem({ summary, labels, description }: Json): Json | undefined {
  const list = (labels ?? []) as readonly string[];
  if (summary !== undefined && (/[\r\n]/.test(String(summary)) || String(summary).length > 255))
    return { summary: 'too long' };
  if (list.some((label) => /\s/.test(label))) return { labels: 'must not contain spaces' };
  const document = description as Json | undefined;
  // Empty text nodes and links that are none make the whole document invalid.
  const text = JSON.stringify(document ?? {});
  return document?.['type'] !== 'doc' || text.includes('"text":""') ? { description: 'is not valid' } : undefined;
}

/** GitHub: a listing that knows an issue at once, 30 a page unless asked otherwise, `since` by the last change. */
export function fakeGithubIssues(): Promise<FakeTracker> {
  const shown = ({ number, title, description }: FakeTicket) => ({
    number,
    title,
    body: description,
    html_url: `https://github.com/acme/bot/issues/${String(number)}`,
  });
  return trackerOf(
    ({ headers }) => headers.authorization === `Bearer ${SECRET}`,
    ({ method, path, query, body }, tickets) => {
      const [, number] = /^\/repos\/acme\/bot\/issues(?:\/(\d+))?$/.exec(path) ?? ['', 'none'];
      if (number === 'none') return NOT_FOUND;
      if (method === 'GET') {
        const size = Number(query.get('per_page') ?? 30);
        const from = (Number(query.get('page') ?? 1) - 1) * size;
        return {
          status: 200,
          json: [...tickets]
            .reverse()
            .slice(from, from + size)
            .map(shown),
        };
      }
      const json = JSON.parse(body) as Json;
      if (method === 'POST') {
        if (json['title'] === undefined) return { status: 422, json: { message: 'Validation Failed' } };
        const ticket = {
          number: tickets.length + 1,
          title: String(json['title']),
          description: String(json['body']),
          labels: [],
        };
        tickets.push(ticket);
        return { status: 201, json: shown(ticket) };
      }
      const ticket = tickets.find((one) => String(one.number) === number);
      if (ticket === undefined) return NOT_FOUND;
      ticket.description = String(json['body']);
      return { status: 200, json: shown(ticket) };
    },
  );
}

/** GitLab: the search looks for words in descriptions; the project's path is one part of the address. */
export function fakeGitlabIssues(): Promise<FakeTracker> {
  const shown = ({ number, title, description }: FakeTicket) => ({
    iid: number,
    title,
    description,
    web_url: `https://gitlab.com/acme/bot/-/issues/${String(number)}`,
  });
  return trackerOf(
    ({ headers }) => headers['private-token'] === SECRET,
    ({ method, url, query, body }, tickets) => {
      const [, iid] = /^\/api\/v4\/projects\/acme%2Fbot\/issues(?:\/(\d+))?(?:\?|$)/.exec(url) ?? ['', 'none'];
      if (iid === 'none') return NOT_FOUND;
      if (method === 'GET') {
        const words = query.get('search') ?? '';
        return { status: 200, json: tickets.filter(({ description }) => description.includes(words)).map(shown) };
      }
      const json = JSON.parse(body) as Json;
      if (method === 'POST') {
        const ticket = {
          number: tickets.length + 1,
          title: String(json['title']),
          description: String(json['description']),
          labels: [],
        };
        tickets.push(ticket);
        return { status: 201, json: shown(ticket) };
      }
      const ticket = tickets.find((one) => String(one.number) === iid);
      if (ticket === undefined) return NOT_FOUND;
      ticket.description = String(json['description']);
      return { status: 200, json: shown(ticket) };
    },
  );
}
