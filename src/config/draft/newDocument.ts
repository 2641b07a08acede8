import { API_VERSION } from '@release-risk/language/document/schema';
import type { HostDatasource } from '../../risk/host.ts';
import { withKept, type ModelDocument } from './modelDocument.ts';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 40;

/** A model to begin with: everything but services and signals. */
export function emptyDocument(name: string, datasources: readonly HostDatasource[]): ModelDocument {
  const hasLoki = datasources.some(({ type }) => type === 'loki');
  return {
    apiVersion: API_VERSION,
    kind: 'RiskModel',
    name,
    identity: { labels: ['service'], services: [] },
    datasources: { metrics: 'prometheus', ...(hasLoki ? { logs: 'loki' } : {}) },
    signals: [],
    action: { mode: 'observe' },
  };
}

/** The same model under another name; a title of its own says so. */
export function renamed(document: ModelDocument, name: string, title?: string): ModelDocument {
  const named = withKept(document, 'name', name);
  return title === undefined ? named : withKept(named, 'title', title);
}

/** What a name of a model can be wrong by. */
export type NameProblem = 'empty' | 'form' | 'long' | 'taken';

export function nameProblem(name: string, taken: readonly string[]): NameProblem | undefined {
  if (name === '') return 'empty';
  if (!NAME.test(name)) return 'form';
  if (name.length > LONGEST) return 'long';
  return taken.includes(name) ? 'taken' : undefined;
}

/** The wanted name made one that a model can have, and that none has. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const stem =
    wanted
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '')
      .slice(0, LONGEST - 3)
      .replace(/-+$/, '') || 'model';
  if (!taken.includes(stem)) return stem;
  for (let count = 2; ; count++) {
    const name = `${stem}-${String(count)}`;
    if (!taken.includes(name)) return name;
  }
}
