import { describe, expect, it } from 'vitest';
import { grafanaClient } from '../client.ts';
import { patientClock } from '../testing/clocks.ts';
import type { GrafanaTransport } from '../transport.ts';
import { datasourceResource } from './datasourceResource.ts';

function resourceOf(status: number, body: string, isFatal?: Parameters<typeof datasourceResource>[1]) {
  const asked: string[] = [];
  const transport: GrafanaTransport = ({ method, url }) => {
    asked.push(`${method} ${url}`);
    return Promise.resolve({ status, header: () => undefined, text: () => Promise.resolve(body) });
  };
  const target = { url: 'http://grafana/sub', auth: { kind: 'token', token: 't' } } as const;
  return { asked, get: datasourceResource(grafanaClient(target, transport, patientClock()), isFatal) };
}

describe('A resource of a datasource', () => {
  it('is asked under the uid, with every parameter escaped', async () => {
    const { asked, get } = resourceOf(200, '{"status":"success","data":["a"]}');
    const answer = await get('a/b', 'api/v1/series', [
      ['match[]', '{a="b+c"}'],
      ['match[]', 'up'],
    ]);
    expect(answer).toEqual({ ok: true, body: { status: 'success', data: ['a'] } });
    expect(asked).toEqual([
      'GET http://grafana/sub/api/datasources/uid/a%2Fb/resources/api/v1/series?match%5B%5D=%7Ba%3D%22b%2Bc%22%7D&match%5B%5D=up',
    ]);
  });

  it.each([
    ['Prometheus', '{"status":"error","errorType":"bad_data","error":"1:2: parse error"}', '1:2: parse error'],
    ['Loki, as Grafana wraps it', '{"message":"parse error at line 1, col 10"}', 'parse error at line 1, col 10'],
  ])('says what %s refuses', async (_, body, words) => {
    expect(await resourceOf(400, body).get('x', 'labels', [])).toMatchObject({ ok: false, status: 400, words });
  });

  it('says which permission is missing', async () => {
    const answer = await resourceOf(403, '{"message":"no"}').get('x', 'labels', []);
    expect(answer).toMatchObject({ ok: false, status: 403, hint: expect.stringContaining('datasources:query') });
  });

  it('ends the run where nothing else will be answered either', async () => {
    const { get } = resourceOf(401, '{}', ({ code }) => code === 'unauthorized');
    await expect(get('x', 'labels', [])).rejects.toMatchObject({ code: 'unauthorized' });
  });
});
