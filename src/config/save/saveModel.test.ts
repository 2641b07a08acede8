import { describe, expect, it } from 'vitest';
import { cannedHost, type Answering, type CannedAnswer } from '../../testing/cannedHost.ts';
import { SHOP } from '../../testing/shop.ts';
import { saveModel } from './saveModel.ts';
import type { KeptModel } from './sections.ts';

const BASE: KeptModel = { document: SHOP, bindings: { metrics: 'uid-metrics' } };
const MINE: KeptModel = { document: { ...SHOP, owner: 'me' }, bindings: { metrics: 'uid-metrics' } };
const OTHER = { ...SHOP, name: 'other' };

interface Stored {
  readonly enabled?: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
}

const stored = (more: Readonly<Record<string, unknown>> = {}, enabled = true): Stored => ({
  enabled,
  jsonData: { revision: 4, models: [SHOP, OTHER], bindings: { shop: BASE.bindings, other: { a: 'b' } }, ...more },
});

/** Answers reads one after the other (the last one from then on) and every write with `written`. */
function grafana(reads: readonly Stored[], written: CannedAnswer = { body: { message: 'ok' } }) {
  let at = 0;
  const answer: Answering = ({ method }) => {
    if (method === 'POST') return written;
    const body = reads[Math.min(at, reads.length - 1)];
    at += 1;
    return { body };
  };
  return cannedHost({ answer, permissions: ['plugins:write'] });
}

const save = (
  canned: ReturnType<typeof grafana>,
  mine: KeptModel | undefined = MINE,
  base: KeptModel | undefined = BASE,
) => saveModel(canned.host, { name: 'shop', base, mine }, new AbortController().signal);

const written = (canned: ReturnType<typeof grafana>) =>
  canned.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('Saving a model', () => {
  it('writes nothing where somebody changed the same model, and gives theirs', async () => {
    const theirs = { ...SHOP, title: 'Theirs' };
    const canned = grafana([stored({ models: [theirs, OTHER], revision: 5 })]);
    expect(await save(canned)).toEqual({ kind: 'conflict', theirs: { document: theirs, bindings: BASE.bindings } });
    expect(written(canned)).toEqual([]);
  });

  it('writes nothing where somebody removed it', async () => {
    const canned = grafana([stored({ models: [OTHER] })]);
    expect(await save(canned)).toEqual({ kind: 'conflict', theirs: undefined });
  });

  it('writes nothing where the app was switched off: writing would switch it on', async () => {
    const canned = grafana([stored({}, false)]);
    expect(await save(canned)).toEqual({ kind: 'disabled' });
    expect(written(canned)).toEqual([]);
  });

  it.each<readonly [string, CannedAnswer, string]>([
    ['may not', { status: 403, body: { message: 'You need plugins:write' } }, 'forbidden'],
    ['is too large for a proxy', { status: 413, body: 'Request Entity Too Large' }, 'tooLarge'],
    ['meets the page of a proxy', { status: 502, body: '<html>Bad gateway</html>' }, 'serverError'],
  ])('that %s says so and keeps the draft', async (_, answer, code) => {
    const canned = grafana([stored()], answer);
    expect(await save(canned)).toMatchObject({ kind: 'failed', code });
  });

  it('that is larger than Grafana keeps is not even sent', async () => {
    const canned = grafana([stored()]);
    const mine = { ...MINE, document: { ...SHOP, description: 'x'.repeat(50_000) } };
    expect(await save(canned, mine)).toMatchObject({ kind: 'failed', code: 'tooLarge' });
    expect(written(canned)).toEqual([]);
  });

  it('that may not even read says which call it was', async () => {
    const canned = cannedHost({ answer: () => ({ status: 403, body: { message: 'no' } }) });
    expect(await save(canned)).toMatchObject({ kind: 'failed', code: 'forbidden' });
  });

  it('keeps the app on, what else the settings hold, and the models of others', async () => {
    const canned = grafana([stored({ apiUrl: 'kept', models: [OTHER, SHOP] })]);
    expect(await save(canned)).toMatchObject({ kind: 'saved', settings: { revision: 5 } });
    expect(written(canned)).toEqual([
      {
        enabled: true,
        pinned: true,
        jsonData: {
          apiUrl: 'kept',
          revision: 5,
          models: [OTHER, MINE.document],
          bindings: { shop: BASE.bindings, other: { a: 'b' } },
        },
      },
    ]);
  });

  it('goes on where somebody wrote another model in between', async () => {
    const between = stored({ revision: 5, models: [SHOP, { ...OTHER, owner: 'them' }] });
    const canned = grafana([stored(), between]);
    expect(await save(canned)).toMatchObject({ kind: 'saved', settings: { revision: 6 } });
    expect(written(canned)).toMatchObject([{ jsonData: { models: [MINE.document, { ...OTHER, owner: 'them' }] } }]);
  });

  it('under another name renames it, bindings and all, unless another has that name', async () => {
    const renamed = { ...MINE, document: { ...SHOP, name: 'store' } };
    const canned = grafana([stored()]);
    await save(canned, renamed);
    expect(written(canned)).toMatchObject([
      { jsonData: { models: [renamed.document, OTHER], bindings: { store: BASE.bindings, other: { a: 'b' } } } },
    ]);
    const taken = { ...MINE, document: { ...SHOP, name: 'other' } };
    expect(await save(grafana([stored()]), taken)).toEqual({ kind: 'nameTaken', name: 'other' });
  });

  it('that is new adds it as the last, and removing takes its bindings along', async () => {
    const added = grafana([stored({ models: [OTHER], bindings: {} })]);
    await saveModel(added.host, { name: 'shop', base: undefined, mine: MINE }, new AbortController().signal);
    expect(written(added)).toMatchObject([
      { jsonData: { models: [OTHER, MINE.document], bindings: { shop: BASE.bindings } } },
    ]);
    const removed = grafana([stored()]);
    await saveModel(removed.host, { name: 'shop', base: BASE, mine: undefined }, new AbortController().signal);
    expect(written(removed)).toMatchObject([{ jsonData: { models: [OTHER], bindings: { other: { a: 'b' } } } }]);
  });
});
