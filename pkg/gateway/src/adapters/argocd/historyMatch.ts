import { sameCommit } from '../goodRelease.ts';
import type { GoodRelease } from '../goodRelease.ts';
import type { Application, HistoryEntry, HistorySource } from './application.ts';
import type { ArgocdVersion } from './settings.ts';

export type Matched =
  { readonly kind: 'entry'; readonly entry: HistoryEntry } | { readonly kind: 'unclear'; readonly reason: string };

interface Source {
  readonly revision: string;
  readonly source: HistorySource;
}

/** The source of an entry that tells the release; undefined where there are several and none was named. */
function sourceOf(entry: HistoryEntry, at: number | undefined): Source | undefined {
  const { sources } = entry;
  if (sources === null || sources === undefined || sources.length === 0) {
    return { revision: entry.revision ?? '', source: entry.source ?? {} };
  }
  const index = at ?? (sources.length === 1 ? 0 : undefined);
  const source = index === undefined ? undefined : sources[index];
  return index === undefined || source === undefined ? undefined : { revision: entry.revisions?.[index] ?? '', source };
}

function isRelease({ revision, source }: Source, good: GoodRelease, how: ArgocdVersion): boolean {
  switch (how.by) {
    case 'commit':
      return good.commit !== undefined && sameCommit(revision, good.commit);
    case 'revision':
      return revision === good.version;
    case 'targetRevision':
      return source.targetRevision === `${how.prefix}${good.version}`;
    case 'helmParameter':
      return (source.helm?.parameters ?? []).some((p) => p.name === how.parameter && p.value === good.version);
    case 'kustomizeImage':
      // `name=new/name:tag`, `name:tag`: what is set for the image, by its original or its new name.
      return (source.kustomize?.images ?? []).some((text) => {
        const [original, replacement] = text.includes('=') ? text.split('=', 2) : [text, text];
        return (
          [original, replacement].some((image) => image === `${how.image}:${good.version}`) ||
          (original === how.image && (replacement ?? '').endsWith(`:${good.version}`))
        );
      });
  }
}

/** The newest entry of the history that is this release. */
export function matchedEntry(application: Application, good: GoodRelease, how: ArgocdVersion): Matched {
  const history = application.status.history ?? [];
  if (how.by === 'commit' && good.commit === undefined) {
    return { kind: 'unclear', reason: `no commit of ${good.version} is known, and its history is known by commits` };
  }
  const told = history.map((entry) => ({ entry, source: sourceOf(entry, how.source) }));
  if (told.length > 0 && told.every(({ source }) => source === undefined)) {
    return { kind: 'unclear', reason: 'the application has several sources: set `source` of `version`' };
  }
  const found = told.filter(({ source }) => source !== undefined && isRelease(source, good, how));
  const [newest] = found.map(({ entry }) => entry).sort((a, b) => b.id - a.id);
  if (newest === undefined) {
    return {
      kind: 'unclear',
      reason: `none of the ${String(history.length)} entries of its history is ${good.version}`,
    };
  }
  return { kind: 'entry', entry: newest };
}
