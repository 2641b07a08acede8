import { describe, expect, it } from 'vitest';
import { grafanaClient } from '../client.ts';
import type { GrafanaHttpRequest } from '../transport.ts';
import { patientClock } from '../testing/clocks.ts';
import { answeringQueries, evaluateNodes, runQueries } from './evaluation.ts';

const QUERY = { from: '0', to: '1000', queries: [{ refId: 'A' }] };

function open(status: number, body: unknown) {
  const requests: GrafanaHttpRequest[] = [];
  const client = grafanaClient(
    { url: 'http://grafana', auth: { kind: 'none' } },
    (request) => {
      requests.push(request);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return Promise.resolve({ status, header: () => undefined, text: () => Promise.resolve(text) });
    },
    patientClock(),
  );
  return { client, requests };
}

const results = { results: { A: { frames: [1] }, B: { error: 'no' }, C: { error: '', frames: null } } };
const nodes = {
  A: { frames: [1], error: undefined },
  B: { frames: [], error: 'no' },
  C: { frames: [], error: undefined },
};

describe('Running queries', () => {
  it.each([200, 207, 400, 500])('keeps the good results beside the failed ones, with status %i', async (status) => {
    const { client, requests } = open(status, results);
    expect(await runQueries(client, QUERY)).toEqual(nodes);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: 'http://grafana/api/ds/query',
      body: JSON.stringify(QUERY),
    });
  });

  it.each([400, 500])(
    'that Grafana refuses with status %i and words rejects with the words, asked once',
    async (status) => {
      const { client, requests } = open(status, { message: 'Data source not found' });
      await expect(runQueries(client, QUERY)).rejects.toMatchObject({
        code: 'badRequest',
        message: expect.stringContaining('Data source not found'),
      });
      expect(requests).toHaveLength(1);
    },
  );
});

describe('Answering queries', () => {
  it.each([
    ['a refusal in words', 400, { message: 'bad' }, 'bad'],
    ['a page', 200, '<html><title>Login</title></html>', 'page "Login"'],
    ['a page of a proxy', 502, '<html><title>Bad Gateway</title></html>', 'Bad Gateway'],
    ['nothing', 200, '', 'unknown shape'],
    ['a shape of another version', 200, { results: [] }, 'unknown shape'],
    ['a permission that is missing', 403, { message: 'Permissions needed: datasources:query' }, 'datasources:query'],
  ])('gives %s as an answer', async (_, status, body, words) => {
    const answer = await answeringQueries(open(status, body).client)(QUERY);
    expect(answer).toMatchObject({
      ok: false,
      reason: expect.stringContaining(words),
      hint: expect.stringMatching(/./),
    });
  });

  it('rejects for what is fatal to everything else as well', async () => {
    const post = answeringQueries(open(401, { message: 'x' }).client, ({ code }) => code === 'unauthorized');
    await expect(post(QUERY)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('gives the nodes otherwise', async () => {
    expect(await answeringQueries(open(200, results).client)(QUERY)).toEqual({ ok: true, nodes });
  });
});

it('Evaluating the nodes of a rule does not take a failure for an answer', async () => {
  const rule = { condition: 'A', data: [] };
  await expect(evaluateNodes(open(500, results).client, rule, 'now')).rejects.toMatchObject({ code: 'serverError' });
  expect(await evaluateNodes(open(200, results).client, rule, 'now')).toEqual(nodes);
});
