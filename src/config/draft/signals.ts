import { isPart, textIn, type Part, type SignalDraft } from '../../risk/edit/signalDraft.ts';
import { withKept, type ModelDocument } from './modelDocument.ts';

/** The signals of a document, in its order; what is no mapping counts as an empty one, so that places stay true. */
export function signalsOf(document: ModelDocument): readonly SignalDraft[] {
  const found = document['signals'];
  return Array.isArray(found) ? found.map((signal: unknown) => (isPart(signal) ? signal : {})) : [];
}

export function withSignals(document: ModelDocument, signals: readonly SignalDraft[]): ModelDocument {
  return withKept(document, 'signals', signals);
}

export function replaceSignal(document: ModelDocument, at: number, signal: SignalDraft): ModelDocument {
  return withSignals(
    document,
    signalsOf(document).map((one, index) => (index === at ? signal : one)),
  );
}

/** Puts signals in front of the one at `at`, or last; their ids become ones that nobody has yet. */
export function insertSignals(document: ModelDocument, signals: readonly Part[], at?: number): ModelDocument {
  const before = signalsOf(document);
  const place = at ?? before.length;
  const taken = new Set(before.map(idOf));
  const added = signals.map((signal): SignalDraft => {
    const id = freeId(textIn(signal, 'id') ?? 'signal', taken);
    taken.add(id);
    return { ...signal, id };
  });
  return withSignals(document, [...before.slice(0, place), ...added, ...before.slice(place)]);
}

export function removeSignal(document: ModelDocument, at: number): ModelDocument {
  return withSignals(
    document,
    signalsOf(document).filter((_, index) => index !== at),
  );
}

/** Moves the signal at `from` to the place `to`; beyond the ends nothing moves. */
export function moveSignal(document: ModelDocument, from: number, to: number): ModelDocument {
  const signals = signalsOf(document);
  const moved = signals[from];
  if (moved === undefined || to < 0 || to >= signals.length) return document;
  const rest = signals.filter((_, index) => index !== from);
  return withSignals(document, [...rest.slice(0, to), moved, ...rest.slice(to)]);
}

/** A copy right behind the signal, with an id and a title of its own. */
export function duplicateSignal(document: ModelDocument, at: number, title: string): ModelDocument {
  const signal = signalsOf(document)[at];
  return signal === undefined ? document : insertSignals(document, [{ ...signal, title }], at + 1);
}

/** A signal to begin with: judged by its usual, of the first datasource. */
export function newSignal(document: ModelDocument, title: string): Part {
  const datasources = document['datasources'];
  const [datasource = 'metrics', type = 'prometheus'] = Object.entries(isPart(datasources) ? datasources : {})[0] ?? [];
  return {
    id: 'signal',
    title,
    datasource,
    query: '',
    worse: 'higher',
    weight: 10,
    ...(type === 'loki' ? { baseline: { kind: 'sameHour', weeks: 2 } } : {}),
    limit: { sigmas: 3, atLeastRatio: 0.3 },
  };
}

export function idOf(signal: SignalDraft): string {
  return textIn(signal, 'id') ?? '';
}

const LONGEST = 40;

/** The wanted id, or the first of it with a number behind it that nobody has. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, '');
  for (let count = 2; ; count++) {
    const number = `_${String(count)}`;
    const id = `${stem.slice(0, LONGEST - number.length)}${number}`;
    if (!taken.has(id)) return id;
  }
}
