import { describe, expect, it } from 'vitest';
import type { GetResource, ResourceAnswer } from './grafanaResource.ts';
import { grafanaPrometheus, grafanaSource, type PostQuery } from './grafanaSource.ts';

const METRICS = { name: 'metrics', type: 'prometheus', uid: 'prom' } as const;
const LOGS = { name: 'logs', type: 'loki', uid: 'loki' } as const;
const NO_QUERY: PostQuery = () => Promise.reject(new Error('No query was expected'));
const SPAN = { from: 1000, to: 4600 };

const success = (data: unknown): ResourceAnswer => ({ ok: true, body: { status: 'success', data } });
const refused = (status: number | undefined, words = ''): ResourceAnswer => ({
  ok: false,
  status,
  words,
  reason: 'Grafana does not allow it',
  hint: 'Ask for the permission.',
});

/** Resources that answer alike or one after another, and what was asked: `uid path?params`. */
function resources(...answers: readonly ResourceAnswer[]) {
  const asked: string[] = [];
  const get: GetResource = (uid, path, params) => {
    asked.push(`${uid} ${path}?${params.map(([name, value]) => `${name}=${value}`).join('&')}`);
    const answer = answers[asked.length - 1] ?? answers.at(-1);
    return answer === undefined ? Promise.reject(new Error('No answer')) : Promise.resolve(answer);
  };
  return { asked, get };
}

describe('Look-ups in a Prometheus of Grafana', () => {
  it('list the values of a label, in seconds and with any number of selectors', async () => {
    const { asked, get } = resources(success(['a', 'b']));
    const source = grafanaSource(METRICS, NO_QUERY, get);
    const values = await source.labelValues('service', { matchers: ['up', '{job="x"}'], ...SPAN });
    expect(values).toEqual(['a', 'b']);
    expect(asked).toEqual(['prom api/v1/label/service/values?match[]=up&match[]={job="x"}&start=1000&end=4600']);
  });

  it('escape label names that would leave the path', async () => {
    const { asked, get } = resources(success([]));
    await grafanaSource(METRICS, NO_QUERY, get).labelValues('../a/b');
    expect(asked).toEqual(['prom api/v1/label/U___2e__2e__2f_a_2f_b/values?']);
  });

  it('list series', async () => {
    const { asked, get } = resources(success([{ __name__: 'up', job: 'x' }]));
    const series = await grafanaSource(METRICS, NO_QUERY, get).series(['up'], SPAN);
    expect(series).toEqual([{ __name__: 'up', job: 'x' }]);
    expect(asked).toEqual(['prom api/v1/series?match[]=up&start=1000&end=4600']);
  });

  it('tell what metrics are', async () => {
    const { asked, get } = resources(success({ up: [{ type: 'gauge', help: 'Whether it is up' }] }));
    const found = await grafanaPrometheus(METRICS, NO_QUERY, get).metadata();
    expect(found.get('up')).toEqual({ type: 'gauge', help: 'Whether it is up' });
    expect(asked).toEqual(['prom api/v1/metadata?']);
  });
});

describe('Look-ups in a Loki of Grafana', () => {
  it('list the values of a label once for each selector, in nanoseconds', async () => {
    const { asked, get } = resources(success(['b', 'a']), success(['c', 'a']));
    const values = await grafanaSource(LOGS, NO_QUERY, get).labelValues('app', {
      matchers: ['{a="1"}', '{b="2"}'],
      ...SPAN,
    });
    expect(values).toEqual(['a', 'b', 'c']);
    const times = 'start=1000000000000&end=4600000000000';
    expect(asked).toEqual([
      `loki label/app/values?${times}&query={a="1"}`,
      `loki label/app/values?${times}&query={b="2"}`,
    ]);
  });

  it('take an answer without data for no values', async () => {
    const { get } = resources({ ok: true, body: { status: 'success' } });
    expect(await grafanaSource(LOGS, NO_QUERY, get).labelValues('nope')).toEqual([]);
  });

  it('list streams', async () => {
    const { asked, get } = resources(success([{ app: 'x' }]));
    expect(await grafanaSource(LOGS, NO_QUERY, get).series(['{app=~".+"}'], SPAN)).toEqual([{ app: 'x' }]);
    expect(asked).toEqual(['loki series?match[]={app=~".+"}&start=1000000000000&end=4600000000000']);
  });
});

describe('A look-up that gives nothing', () => {
  it.each<readonly [string, ResourceAnswer, object]>([
    [
      'a refused query, in the words of the server',
      refused(400, 'parse error'),
      { code: 'badQuery', serverMessage: 'parse error' },
    ],
    ['a label or API that is not there', refused(404, 'page not found'), { code: 'notFound' }],
    [
      'a missing permission, in the words of Grafana',
      refused(403),
      {
        code: 'invalidRequest',
        message: expect.stringContaining('Grafana does not allow it'),
        hint: 'Ask for the permission.',
      },
    ],
    ['no answer at all', refused(undefined), { code: 'invalidRequest' }],
    [
      'an error with status 200',
      { ok: true, body: { status: 'error', error: 'too busy' } },
      { code: 'badQuery', serverMessage: 'too busy' },
    ],
    ['another shape', success({ a: 1 }), { code: 'unexpectedShape' }],
    ['no JSON', { ok: true, body: undefined }, { code: 'unexpectedShape' }],
  ])('is a QueryError: %s', async (_, answer, expected) => {
    const source = grafanaSource(METRICS, NO_QUERY, resources(answer).get);
    await expect(source.labelValues('a')).rejects.toMatchObject({
      name: 'QueryError',
      datasource: 'metrics',
      ...expected,
    });
  });

  it.each([
    ['no selector', () => grafanaSource(METRICS, NO_QUERY, resources().get).series([], SPAN)],
    ['a label that Loki cannot have', () => grafanaSource(LOGS, NO_QUERY, resources().get).labelValues('a.b')],
    ['a time that is none', () => grafanaSource(LOGS, NO_QUERY, resources().get).labelValues('a', { from: NaN })],
  ])('was not asked: %s', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({ name: 'QueryError', code: 'invalidRequest' });
  });

  it('was not waited for', async () => {
    const abort = new AbortController();
    const get: GetResource = () => {
      abort.abort();
      return Promise.resolve(refused(undefined));
    };
    await expect(grafanaSource(METRICS, NO_QUERY, get).labelValues('a', {}, abort.signal)).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
