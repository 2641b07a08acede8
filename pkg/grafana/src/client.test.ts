import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { allows, readPermissions } from './api/access.ts';
import { annotateDeployment } from './api/annotations.ts';
import { createContactPoint } from './api/contactPoints.ts';
import { evaluateNodes, runQueries } from './api/evaluation.ts';
import { findFolder } from './api/folders.ts';
import { findDashboard } from './api/dashboards.ts';
import { putGroup } from './api/rules.ts';
import { readRuleState } from './api/ruleState.ts';
import { readStateHistory } from './api/stateHistory.ts';
import { grafanaClient, type GrafanaClient } from './client.ts';
import { GrafanaError } from './errors.ts';
import type { GrafanaTarget } from './target.ts';
import { hastyClock, patientClock } from './testing/clocks.ts';
import { fakeGrafana } from './testing/fakeGrafana.ts';
import type { GrafanaHttpRequest, GrafanaTransport } from './transport.ts';

const TARGET: GrafanaTarget = {
  url: 'http://grafana/sub/',
  auth: { kind: 'token', token: 'glsa_verysecret' },
  orgId: 3,
};

interface Canned {
  readonly status?: number;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly location?: string;
}

function canned(answers: readonly (Canned | Error)[], said: Partial<GrafanaTarget> = {}) {
  const requests: GrafanaHttpRequest[] = [];
  const transport: GrafanaTransport = (request) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? {};
    requests.push(request);
    if (answer instanceof Error) return Promise.reject(answer);
    const { status = 200, body = {}, contentType, location } = answer;
    return Promise.resolve({
      status,
      header: (name) => ({ 'content-type': contentType, location })[name],
      text: () => Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body)),
    });
  };
  return { client: grafanaClient({ ...TARGET, ...said }, transport, patientClock()), requests };
}

async function errorOf(work: Promise<unknown>): Promise<GrafanaError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GrafanaError) return error;
  throw new Error(`no GrafanaError: ${String(error)}`);
}

const write = (client: GrafanaClient) =>
  putGroup(client, { title: 'g', folderUid: 'f', interval: 10, rules: [{ uid: 'a' }] }, false);
const create = (client: GrafanaClient) =>
  createContactPoint(
    client,
    { uid: 'u', name: 'n', type: 'webhook', settings: {}, disableResolveMessage: false },
    false,
  );

describe('A request', () => {
  it('carries the token, the organisation and the path of the address', async () => {
    const { client, requests } = canned([{ body: { uid: 'a/b', title: 't' } }]);
    await findFolder(client, 'a/b');
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: 'http://grafana/sub/api/folders/a%2Fb',
      headers: { authorization: 'Bearer glsa_verysecret', 'x-grafana-org-id': '3' },
    });
  });

  it('carries basic credentials as UTF-8', async () => {
    const { client, requests } = canned([{ body: {} }], {
      auth: { kind: 'basic', username: 'ü', password: 'pässword' },
    });
    await client.read({ operation: 'readHealth', path: '/x' }, z.unknown());
    expect(requests[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('ü:pässword').toString('base64')}`);
  });

  const targets: readonly (readonly [string, Partial<GrafanaTarget>])[] = [
    ['no address', { url: 'grafana' }],
    ['another protocol', { url: 'ftp://grafana' }],
    ['credentials in the address', { url: 'http://admin:hunter22@grafana' }],
    ['an empty token', { auth: { kind: 'token', token: '' } }],
    ['a token with a line break', { auth: { kind: 'token', token: 'a\nb' } }],
    ['a user name with a colon', { auth: { kind: 'basic', username: 'a:b', password: '' } }],
  ];
  it.each(targets)('is never sent to %s', (_, said) => {
    const make = () => canned([], said);
    expect(make).toThrow(expect.objectContaining({ code: 'invalidTarget' }) as Error);
    expect(make).not.toThrow(/hunter22/);
  });

  it('leaves provenance away by default and keeps it when locking', async () => {
    const { client, requests } = canned([{}]);
    await write(client);
    await putGroup(client, { title: 'g', folderUid: 'f', interval: 10, rules: [{}] }, true);
    expect(requests.map(({ headers }) => headers['x-disable-provenance'])).toEqual(['true', undefined]);
  });

  it('never writes the placeholder of a secret, however deep', async () => {
    const { client, requests } = canned([{}]);
    const settings = { hmacConfig: { secret: '[REDACTED]' } };
    const contactPoint = { uid: 'u', name: 'n', type: 'webhook', settings, disableResolveMessage: false };
    expect(await errorOf(createContactPoint(client, contactPoint, false))).toMatchObject({ code: 'redactedSecret' });
    expect(requests).toEqual([]);
  });
});

describe('A refusal', () => {
  const NEEDED = "You'll need additional permissions to perform this action. Permissions needed: folders:create";
  const cases: readonly (readonly [string, Canned, Partial<GrafanaError>, RegExp])[] = [
    ['401', { status: 401, body: { message: 'Invalid API key' } }, { code: 'unauthorized' }, /RELEASE|TOKEN|token/],
    [
      '403 that names the permission',
      { status: 403, body: { message: NEEDED } },
      { code: 'forbidden' },
      /missing: folders:create\./,
    ],
    [
      '403 without a word',
      { status: 403, body: { message: 'Access denied' } },
      { code: 'forbidden' },
      /alert\.provisioning:write/,
    ],
    ['404', { status: 404, body: {} }, { code: 'notFound' }, /address/],
    ['409', { status: 409, body: { messageId: 'alerting.alert-rule.conflict' } }, { code: 'conflict' }, /diff/],
    [
      '409 of something in use',
      { status: 409, body: { messageId: 'alerting.notifications.contact-points.used-by-rule' } },
      { code: 'inUse' },
      /use/,
    ],
    [
      '409 of provenance',
      { status: 409, body: { messageId: 'alerting.provenanceMismatch' } },
      { code: 'locked' },
      /Terraform/,
    ],
    [
      '500 of provenance',
      { status: 500, body: { message: "cannot change provenance from 'file' to ''" } },
      { code: 'locked' },
      /Files/,
    ],
    ['412', { status: 412, body: { message: 'changed' } }, { code: 'changed' }, /again/],
    [
      '500 of two writers',
      { status: 500, body: { message: 'could not find object using provided id and hash' } },
      { code: 'changed' },
      /again/,
    ],
    ['500', { status: 500, body: { message: 'boom' } }, { code: 'serverError' }, /not known/],
    ['400', { status: 400, body: { message: 'receiver x does not exist' } }, { code: 'badRequest' }, /words/],
    ['a redirect', { status: 302, location: 'https://sso/login?token=x' }, { code: 'redirected' }, /https/],
    ['429', { status: 429 }, { code: 'rateLimited' }, /Wait/],
    ['418', { status: 418 }, { code: 'unexpectedStatus' }, /proxy/],
    ['a login page', { body: '<html><title>Log in</title>', contentType: 'text/html' }, { code: 'notJson' }, /login/],
    ['no JSON', { body: 'hello' }, { code: 'notJson' }, /proxy/],
  ];
  it.each(cases)('of %s says what is wrong and what to do', async (_, answer, expected, hint) => {
    const error = await errorOf(write(canned([answer]).client));
    expect(error).toMatchObject(expected);
    expect(error.hint).toMatch(hint);
  });

  it('never repeats a secret', async () => {
    const error = await errorOf(write(canned([{ status: 500, body: { message: 'Bearer glsa_verysecret' } }]).client));
    expect(`${error.message} ${error.hint} ${JSON.stringify(error.context)}`).not.toContain('verysecret');
    const redirect = await errorOf(write(canned([{ status: 302, location: 'https://sso/login?token=x' }]).client));
    expect(redirect.message).not.toContain('token=x');
  });

  it('of another shape names the member', async () => {
    const error = await errorOf(findFolder(canned([{ body: { uid: 1 } }]).client, 'x'));
    expect(error).toMatchObject({ code: 'unexpectedShape' });
    expect(error.message).toContain('uid');
  });

  it('does not take a page of something else for an absence', async () => {
    const page = { status: 404, body: '<html><title>nginx</title>', contentType: 'text/html' };
    expect(await errorOf(findFolder(canned([page]).client, 'x'))).toMatchObject({ code: 'notJson' });
    expect(
      await findFolder(canned([{ status: 404, body: { message: 'folder not found' } }]).client, 'x'),
    ).toBeUndefined();
  });
});

describe('A request that gets no answer', () => {
  const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const cases: readonly (readonly [string, (client: GrafanaClient) => Promise<unknown>, Canned | Error, number])[] = [
    ['a read after a reset', (client) => findDashboard(client, 'x'), reset, 3],
    ['a read after a 503', (client) => findDashboard(client, 'x'), { status: 503 }, 3],
    ['a read after a 500', (client) => findDashboard(client, 'x'), { status: 500 }, 1],
    ['a repeatable write after a reset', write, reset, 3],
    ['a repeatable write after a 502', write, { status: 502 }, 3],
    ['a creation after a reset', create, reset, 1],
    ['a creation after a 502', create, { status: 502 }, 1],
    ['a creation that never arrived', create, refused, 3],
    ['a creation after a 429', create, { status: 429 }, 3],
    ['a write after a 409', write, { status: 409 }, 1],
    ['a write after a 412', write, { status: 412 }, 1],
  ];
  it.each(cases)('is sent as often as is safe: %s', async (_, send, answer, times) => {
    const { client, requests } = canned([answer]);
    await errorOf(send(client));
    expect(requests).toHaveLength(times);
  });

  it('ends when the time is over, and says that a write may have been done', async () => {
    const never: GrafanaTransport = () => new Promise(() => undefined);
    const client = grafanaClient({ ...TARGET, attempts: 1 }, never, hastyClock());
    expect((await errorOf(write(client))).hint).toContain('not known');
    const read = await errorOf(findDashboard(client, 'x'));
    expect(read).toMatchObject({ code: 'timeout' });
    expect(read.hint).not.toContain('not known');
  });

  it('ends at once when it is interrupted', async () => {
    const never: GrafanaTransport = () => new Promise(() => undefined);
    const interrupt = new AbortController();
    const client = grafanaClient(TARGET, never, patientClock(), interrupt.signal);
    const work = errorOf(findDashboard(client, 'x'));
    interrupt.abort();
    expect(await work).toMatchObject({ code: 'aborted' });
    expect(await errorOf(findDashboard(client, 'x'))).toMatchObject({ code: 'aborted' });
  });

  it('goes on with the next write when one failed', async () => {
    const { client } = canned([{ status: 400 }, {}]);
    const [first, second] = await Promise.allSettled([write(client), write(client)]);
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('Answers', () => {
  it('of queries keep the good results of a 400', async () => {
    const results = { A: { status: 200, frames: [{}] }, X: { status: 500, error: 'bad_data' } };
    const { client } = canned([{ status: 400, body: { results } }]);
    expect(await runQueries(client, { from: '0', to: '1', queries: [] })).toEqual({
      A: { frames: [{}], error: undefined },
      X: { frames: [], error: 'bad_data' },
    });
  });

  it('of queries that were refused as a whole are an error in Grafana’s words', async () => {
    const { client } = canned([{ status: 400, body: { message: 'duplicate refId' } }]);
    const error = await errorOf(runQueries(client, { from: '0', to: '1', queries: [] }));
    expect(error).toMatchObject({ code: 'badRequest' });
    expect(error.message).toContain('duplicate refId');
  });

  it('of a rule’s evaluation are asked for a moment', async () => {
    const { client, requests } = canned([{ body: { results: { A: {} } } }]);
    await evaluateNodes(client, { condition: 'A', data: [] }, '2026-11-21T12:00:00Z');
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ condition: 'A', now: '2026-11-21T12:00:00Z' });
  });

  it('about rules leave out groups of other folders, which Grafana adds for an unknown one', async () => {
    const rule = { uid: 'a', name: 'A', state: 'firing' };
    const groups = [
      { name: 'g', folderUid: 'f', rules: [rule] },
      { name: 'g', folderUid: 'other', rules: [rule] },
    ];
    const { client } = canned([{ body: { data: { groups } } }]);
    expect(await readRuleState(client, 'f', 'g')).toHaveLength(1);
  });

  it('about history are rows of a frame', async () => {
    const frame = {
      schema: { fields: [{ name: 'time' }, { name: 'line' }] },
      data: {
        values: [
          [5, 6],
          [{ previous: 'Normal', current: 'Alerting', labels: { service: 'a' } }, 'junk'],
        ],
      },
    };
    const { client } = canned([{ body: frame }]);
    const changes = await readStateHistory(client, 'u', { from: 0, to: 9 });
    expect(changes[0]).toEqual({ at: 5, from: 'Normal', to: 'Alerting', labels: { service: 'a' } });
  });

  it('about permissions are scopes by action', async () => {
    const body = { 'folders:read': ['folders:*'], 'datasources:query': ['datasources:uid:a'], 'folders:create': [''] };
    const permissions = await readPermissions(canned([{ body }]).client);
    const cases: [string, string | undefined, boolean][] = [
      ['folders:read', 'folders:uid:x', true],
      ['datasources:query', 'datasources:uid:a', true],
      ['datasources:query', 'datasources:uid:b', false],
      ['folders:create', 'anything', true],
      ['folders:delete', undefined, false],
    ];
    for (const [action, resource, expected] of cases) expect(allows(permissions, action, resource)).toBe(expected);
  });
});

describe('A deployment', () => {
  const RECORD = {
    apiVersion: 'releaserisk/deployment/v1',
    id: 'bot-1',
    labels: { service: 'lead:bot' },
    version: '1:2',
    startedAt: '2026-11-21T12:00:00Z',
    kind: 'deploy',
    migrations: 'none',
  } as const;

  it('is one annotation however often it is written: begun, repeated, finished', async () => {
    const fake = fakeGrafana();
    const client = grafanaClient(
      TARGET,
      (request) => fake.transport({ ...request, url: request.url.replace('/sub', '') }),
      patientClock(),
    );
    expect(await annotateDeployment(client, RECORD, ['service'])).toBe('created');
    expect(await annotateDeployment(client, RECORD, ['service'])).toBe('unchanged');
    const finished = { ...RECORD, finishedAt: '2026-11-21T12:05:00Z', outcome: 'succeeded' } as const;
    expect(await annotateDeployment(client, finished, ['service'])).toBe('updated');
    expect(fake.annotations).toHaveLength(1);
    // What stands after a second colon would be lost.
    expect(fake.annotations[0]).toMatchObject({
      tags: ['release-risk', 'service:lead_bot', 'version:1_2'],
      timeEnd: Date.parse('2026-11-21T12:05:00Z'),
      data: { id: 'bot-1', outcome: 'succeeded', labels: { service: 'lead:bot' } },
    });
  });
});
