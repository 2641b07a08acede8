import { isPart, type Part } from '../../risk/edit/signalDraft.ts';
import { partAt, valueAt, withKept, withValueAt, type DocumentPath, type ModelDocument } from './modelDocument.ts';
import { signalsOf, withSignals } from './signals.ts';

/** A logical datasource of a document, as far as it is set. */
export interface LogicalDatasource {
  readonly name: string;
  readonly type: 'prometheus' | 'loki' | undefined;
}

export function datasourcesOf(document: ModelDocument): readonly LogicalDatasource[] {
  return Object.entries(partAt(document, ['datasources'])).map(([name, type]) => ({
    name,
    type: type === 'prometheus' || type === 'loki' ? type : undefined,
  }));
}

export function typeOfDatasource(document: ModelDocument, name: string | undefined): 'prometheus' | 'loki' | undefined {
  return datasourcesOf(document).find((one) => one.name === name)?.type;
}

/** Where else than in signals a datasource is named. */
const NAMED_AT: readonly DocumentPath[] = [
  ['identity', 'services', 'discover', 'datasource'],
  ['deployment', 'datasource'],
  ['control', 'running', 'datasource'],
];

/** The same document with another name for a datasource, wherever it stands. */
export function renameDatasource(document: ModelDocument, from: string, to: string): ModelDocument {
  const renamed = (name: unknown): unknown => (name === from ? to : name);
  const datasources = Object.fromEntries(
    Object.entries(partAt(document, ['datasources'])).map(([name, type]) => [name === from ? to : name, type]),
  );
  const signals = signalsOf(document).map((signal): Part => {
    const own = signal['datasource'] === from ? withKept(signal, 'datasource', to) : signal;
    const { baseline } = own;
    return isPart(baseline) && baseline['datasource'] === from
      ? withKept(own, 'baseline', withKept(baseline, 'datasource', to))
      : own;
  });
  const named = withKept(document, 'datasources', datasources);
  const all = Array.isArray(document['signals']) ? withSignals(named, signals) : named;
  return NAMED_AT.reduce((rest, path) => {
    const name = valueAt(rest, path);
    return name === from ? withValueAt(rest, path, renamed(name)) : rest;
  }, all);
}

/** How many places of a document ask this datasource. */
export function usesOfDatasource(document: ModelDocument, name: string): number {
  const signals = signalsOf(document).filter((signal) => signal['datasource'] === name).length;
  return signals + NAMED_AT.filter((path) => valueAt(document, path) === name).length;
}

/** A name for one more datasource of a type, which none has yet. */
export function freeDatasourceName(document: ModelDocument, type: 'prometheus' | 'loki'): string {
  const taken = datasourcesOf(document).map(({ name }) => name);
  const wanted = type === 'loki' ? 'logs' : 'metrics';
  if (!taken.includes(wanted)) return wanted;
  for (let count = 2; ; count++) {
    const name = `${wanted}-${String(count)}`;
    if (!taken.includes(name)) return name;
  }
}
