import { readFileSync } from 'node:fs';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitOfKind, judgedBy } from '../../risk/edit/limitDraft.ts';
import { withMember } from '../../risk/edit/signalDraft.ts';
import { check, fingerprintOf } from './checked.ts';
import { datasourcesOf, renameDatasource, usesOfDatasource } from './datasources.ts';
import { draftFrom, draftOf, edited, isChanged, isTextUnreadable, textOf, type Draft } from './draft.ts';
import { withValueAt, type ModelDocument } from './modelDocument.ts';
import { emptyDocument, freeName, nameProblem, renamed } from './newDocument.ts';
import { sameValue } from './sameValue.ts';
import { idFromTitle, titled } from './signalId.ts';
import { servicesIn, servicesText } from './services.ts';
import {
  duplicateSignal,
  freeId,
  idOf,
  insertSignals,
  moveSignal,
  newSignal,
  removeSignal,
  replaceSignal,
  signalsOf,
} from './signals.ts';
import { documentIn, yamlOf } from './yamlText.ts';

const LEAD_BOT = leadBot();

function leadBot(): ModelDocument {
  const document = documentIn(readFileSync('examples/telegram-lead-bot.yaml', 'utf8'));
  if (document === undefined) throw new Error('the example cannot be read');
  return document;
}

const draft = (): Draft => draftOf({ document: LEAD_BOT, bindings: { metrics: 'uid-1' } });

/** What a person can do in the form, at any place of it. */
const formEdit: fc.Arbitrary<(document: ModelDocument) => ModelDocument> = fc.oneof(
  at().map((place) => (document: ModelDocument) => moveSignal(document, place, place + 1)),
  at().map((place) => (document: ModelDocument) => duplicateSignal(document, place, 'A copy')),
  at().map(
    (place) => (document: ModelDocument) => (signalsOf(document).length > 2 ? removeSignal(document, place) : document),
  ),
  fc.tuple(at(), fc.nat(1000)).map(
    ([place, weight]) =>
      (document: ModelDocument) =>
        changed(document, place, (signal) => ({ ...signal, weight })),
  ),
  fc.tuple(at(), fc.string({ minLength: 1, maxLength: 60, unit: 'binary' })).map(
    ([place, title]) =>
      (document: ModelDocument) =>
        changed(document, place, (signal) => withMember(signal, 'title', title)),
  ),
  fc.tuple(at(), fc.constantFrom('sigmas', 'increase', 'ratio')).map(
    ([place, kind]) =>
      (document: ModelDocument) =>
        changed(document, place, (signal) => withMember(signal, 'limit', limitOfKind(kind, signal))),
  ),
  fc.tuple(at(), fc.constantFrom('usual', 'lines')).map(
    ([place, judging]) =>
      (document: ModelDocument) =>
        changed(document, place, (signal) => judgedBy(signal, judging)),
  ),
  fc
    .string({ maxLength: 80 })
    .map((text) => (document: ModelDocument) => withValueAt(document, ['description'], text === '' ? undefined : text)),
  fc
    .constantFrom('30s', '5m', '', 'soon', '1h30m')
    .map((text) => (document: ModelDocument) => withValueAt(document, ['policy', 'for'], text || undefined)),
  fc
    .double({ min: 0, max: 2, noNaN: true })
    .map((high) => (document: ModelDocument) => withValueAt(document, ['bands', 'high'], high)),
  fc
    .constantFrom('graphs', 'm2')
    .map((name) => (document: ModelDocument) => renameDatasource(document, 'metrics', name)),
);

function at() {
  return fc.nat(8);
}

function changed(
  document: ModelDocument,
  place: number,
  change: (signal: Record<string, unknown>) => Record<string, unknown>,
): ModelDocument {
  const signal = signalsOf(document)[place];
  return signal === undefined ? document : replaceSignal(document, place, change(signal));
}

describe('A document edited by its form', () => {
  it('says the same once it is YAML and read again: the same model, fingerprint and diagnostics', () => {
    fc.assert(
      fc.property(fc.array(formEdit, { maxLength: 12 }), (edits) => {
        const document = edits.reduce((before, change) => change(before), LEAD_BOT);
        const yaml = yamlOf(document);
        expect(sameValue(documentIn(yaml), document)).toBe(true);
        const [byForm, byText] = [check(JSON.stringify(document), 'model'), check(yaml, 'model')];
        const said = ({ diagnostics }: typeof byForm) => diagnostics.map(({ code, path }) => `${code} ${path}`).sort();
        expect(said(byText)).toEqual(said(byForm));
        expect(byText.model && fingerprintOf(byText.model)).toBe(byForm.model && fingerprintOf(byForm.model));
        expect(byText.model).toEqual(byForm.model);
      }),
      { numRuns: 60 },
    );
  });

  it('has the fingerprint that the command line finds in the document it writes of the same model', () => {
    const { model } = check(yamlOf(LEAD_BOT), 'telegram-lead-bot');
    if (model === undefined) throw new Error('the example is sound');
    const written = check(JSON.stringify(modelDocument(model)), 'telegram-lead-bot').model;
    expect(written && fingerprintOf(written)).toBe(fingerprintOf(model));
  });

  it('made of nothing but clicks is a model that the command line reads', () => {
    let document = emptyDocument('shop', []);
    document = withValueAt(document, ['identity', 'services'], servicesIn('cart\n pay \n\n', ['service']));
    document = insertSignals(document, [newSignal(document, 'Latency')]);
    const [signal = {}] = signalsOf(document);
    const named = titled(signal, withMember(signal, 'title', 'API latency p95'), new Set());
    document = replaceSignal(document, 0, { ...named, query: 'max by (service) (latency)' });
    const { model, diagnostics } = check(yamlOf(document), 'shop');
    expect(diagnostics).toEqual([]);
    expect(model?.signals.map(({ id, title, weight }) => [id, title, weight])).toEqual([
      ['api_latency_p95', 'API latency p95', 10],
    ]);
    expect(model?.identity.services).toEqual({ kind: 'listed', list: [{ service: 'cart' }, { service: 'pay' }] });
  });

  it('is written in the order of the schema, whatever was typed first', () => {
    const turned = Object.fromEntries(Object.entries(LEAD_BOT).reverse());
    expect(yamlOf(turned)).toBe(yamlOf(LEAD_BOT));
    expect(yamlOf(turned).split('\n').slice(0, 3)).toEqual([
      'apiVersion: releaserisk/v1',
      'kind: RiskModel',
      'name: telegram-lead-bot',
    ]);
  });

  it('keeps members that no schema knows', () => {
    const odd = { ...LEAD_BOT, later: { of: [1] } };
    expect(documentIn(yamlOf(odd))).toEqual(odd);
  });

  it('loses an emptied part, and nothing beside it', () => {
    const alone = { policy: { for: '1m' }, name: 'a' };
    expect(withValueAt(alone, ['policy', 'for'], undefined)).toEqual({ name: 'a' });
    expect(withValueAt(alone, ['bands', 'low'], 0.4)).toEqual({ ...alone, bands: { low: 0.4 } });
  });
});

describe('A draft', () => {
  it('keeps a text that says nothing yet, and what the form showed', () => {
    const broken = edited(draft(), { kind: 'text', text: 'signals: [' });
    expect(isTextUnreadable(broken)).toBe(true);
    expect(broken.document).toBe(LEAD_BOT);
    expect(textOf(broken)).toBe('signals: [');
    expect(isChanged(broken)).toBe(true);
    const back = edited(broken, { kind: 'dropText' });
    expect(textOf(back)).toBe(yamlOf(LEAD_BOT));
    expect(isChanged(back)).toBe(false);
  });

  it('keeps a text as it was typed as long as it says something, with its comments', () => {
    const text = `# why\n${yamlOf(LEAD_BOT)}`;
    const typed = edited(draft(), { kind: 'text', text });
    expect(textOf(typed)).toBe(text);
    expect(isChanged(typed)).toBe(false);
  });

  it('is changed by a binding alone, and is not once that is taken back', () => {
    const bound = edited(draft(), { kind: 'binding', datasource: 'logs', uid: 'uid-2' });
    expect([isChanged(bound), bound.bindings]).toEqual([true, { metrics: 'uid-1', logs: 'uid-2' }]);
    expect(isChanged(edited(bound, { kind: 'binding', datasource: 'logs', uid: undefined }))).toBe(false);
    expect(edited(bound, { kind: 'reverted' }).bindings).toEqual({ metrics: 'uid-1' });
  });

  it('survives a reload as it was, and takes nothing for a draft that is none', () => {
    const typed = edited(draft(), { kind: 'text', text: 'signals: [' });
    expect(draftFrom(JSON.parse(JSON.stringify(typed)))).toEqual(typed);
    for (const other of [undefined, null, 3, 'x', [], {}, { document: [] }, { document: {}, bindings: 'x' }]) {
      expect(draftFrom(other)).toBeUndefined();
    }
  });
});

describe('Signals of a document', () => {
  it('get ids that nobody has, however long they are', () => {
    const long = 'a'.repeat(40);
    expect(freeId(long, new Set([long]))).toBe(`${'a'.repeat(38)}_2`);
    const twice = duplicateSignal(duplicateSignal(LEAD_BOT, 0, 'x'), 0, 'x');
    expect(signalsOf(twice).map(idOf).slice(0, 3)).toEqual(['api_latency', 'api_latency_3', 'api_latency_2']);
    expect(check(yamlOf(twice), 'm').model).toBeDefined();
  });

  it('come back to their place after they were removed', () => {
    const [, removed = {}] = signalsOf(LEAD_BOT);
    expect(insertSignals(removeSignal(LEAD_BOT, 1), [removed], 1)).toEqual(LEAD_BOT);
  });

  it('do not move beyond the ends', () => {
    expect(moveSignal(LEAD_BOT, 0, -1)).toBe(LEAD_BOT);
    expect(moveSignal(LEAD_BOT, 5, 6)).toBe(LEAD_BOT);
  });

  it('take an id from their title until somebody gives them one', () => {
    expect(idFromTitle('CPU & memory, 95%')).toBe('cpu_memory_95');
    expect(idFromTitle('Задержка')).toBe('');
    expect(titled({ id: 'own', title: 'A' }, { id: 'own', title: 'B' }, new Set()).id).toBe('own');
    expect(titled({ id: 'signal_2', title: 'x' }, { id: 'signal_2', title: 'Задержка' }, new Set()).id).toBe(
      'signal_2',
    );
  });

  it('are told apart from what is no signal', () => {
    expect(signalsOf({ signals: 'none' })).toEqual([]);
    expect(signalsOf({ signals: [null, 3, { id: 'a' }] })).toEqual([{}, {}, { id: 'a' }]);
  });
});

describe('Datasources and services of a document', () => {
  it('are renamed wherever they stand', () => {
    const renamedOne = renameDatasource(LEAD_BOT, 'metrics', 'graphs');
    expect(usesOfDatasource(renamedOne, 'metrics')).toBe(0);
    expect(usesOfDatasource(renamedOne, 'graphs')).toBe(usesOfDatasource(LEAD_BOT, 'metrics'));
    expect(datasourcesOf(renamedOne).map(({ name }) => name)).toEqual(['graphs', 'logs']);
    expect(check(yamlOf(renamedOne), 'm').model).toBeDefined();
  });

  it('of several labels are one line each', () => {
    const services = servicesIn('acme / bot\nb/c', ['tenant', 'service']);
    expect(services).toEqual([
      { tenant: 'acme', service: 'bot' },
      { tenant: 'b', service: 'c' },
    ]);
    const document = { identity: { labels: ['tenant', 'service'], services } };
    expect(servicesText(document)).toBe('acme / bot\nb / c');
  });
});

describe('The name of a model', () => {
  it('is refused where no model could have it', () => {
    expect(
      ['', 'Bot', '-a', 'a--b', 'a'.repeat(41), 'bot', '__proto__'].map((name) => nameProblem(name, ['bot'])),
    ).toEqual(['empty', 'form', 'form', 'form', 'long', 'taken', 'form']);
  });

  it('is made of anything', () => {
    expect(freeName('My Bot!', [])).toBe('my-bot');
    expect(freeName('бот', ['model'])).toBe('model-2');
    expect(nameProblem(freeName(`${'x'.repeat(60)} 1`, []), [])).toBeUndefined();
    expect(renamed(LEAD_BOT, 'other')['title']).toBe('Telegram lead bot');
  });
});
