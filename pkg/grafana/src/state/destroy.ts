import { deleteContactPoint } from '../api/contactPoints.ts';
import { deleteDashboard } from '../api/dashboards.ts';
import { deleteEmptyFolder } from '../api/folders.ts';
import { deleteRule } from '../api/rules.ts';
import type { GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';
import { actualForms, readActual, type ActualState } from './actual.ts';
import { hashOf } from './canonical.ts';
import type { Change } from './change.ts';
import { KEY, parseKey } from './desired.ts';
import { foreignRule } from './diff.ts';
import { DEFAULT_FOLDER, isMarkedFor, knownHashes, overviewUid, recordedKeys } from './record.ts';

/** What removing a model's objects would do, and what there is. */
export interface Removal {
  readonly actual: ActualState;
  /** Each `delete`, `editedByHand` (then `delete`) or `foreign`, in the order of deleting. */
  readonly changes: readonly Change[];
}

/**
 * Finds what applying a model made: the recorded objects that are there, and nothing else. What someone put in the
 * place of one of them is foreign and stays.
 */
export async function planRemoval(client: GrafanaClient, model: string): Promise<Removal> {
  const actual = await readActual(client, model, undefined);
  const { record } = actual;
  const overview = KEY.dashboard(overviewUid(model));
  const keys = recordedKeys(record).filter((key) => key !== overview && parseKey(key)?.kind !== 'group');
  const ordered = (['rule', 'contactPoint', 'dashboard'] as const).flatMap((kind) =>
    keys.filter((key) => parseKey(key)?.kind === kind),
  );
  const forms = actualForms(actual, [...ordered, overview]);
  const changes = [...ordered, overview].flatMap((key): Change[] => {
    const form = forms.get(key);
    const described = describe(actual, key, model);
    if (form === undefined || described === undefined) return [];
    const { foreign, ...change } = described;
    if (foreign !== undefined) return [{ ...change, key, fields: [], state: 'foreign', blocks: false, note: foreign }];
    if (knownHashes(record, key).includes(hashOf(form))) return [{ ...change, key, fields: [], state: 'delete' }];
    return [{ ...change, key, fields: [], state: 'editedByHand', then: 'delete' }];
  });
  return { actual, changes: [...changes, ...folderRemoval(actual, model)] };
}

function describe(
  actual: ActualState,
  text: string,
  model: string,
): (Pick<Change, 'kind' | 'name'> & { readonly foreign?: string | undefined }) | undefined {
  const key = parseKey(text);
  if (key?.kind === 'rule') {
    const rule = actual.rules.get(key.uid);
    return rule && { kind: 'alert rule', name: rule.title, foreign: foreignRule(rule, model, actual.record) };
  }
  if (key?.kind === 'contactPoint') {
    const stored = actual.contactPoints.find(({ uid }) => uid === key.uid);
    return stored && { kind: 'contact point', name: stored.name };
  }
  if (key?.kind !== 'dashboard') return undefined;
  const stored = actual.dashboards.get(key.uid);
  if (stored === undefined) return undefined;
  const foreign = isMarkedFor(stored.dashboard, model) ? undefined : 'it is not one of ours';
  return { kind: 'dashboard', name: stored.dashboard.title, foreign };
}

/** A folder that applying made goes with the last thing in it. */
function folderRemoval({ folder, record }: ActualState, model: string): Change[] {
  if (folder === undefined || record?.model !== model || !isOurs(folder.uid, record.folder.created)) return [];
  const note = 'only when nothing else is in it';
  return [{ kind: 'folder', key: folder.uid, name: folder.title, state: 'delete', note, fields: [] }];
}

function isOurs(uid: string, created: boolean): boolean {
  return created || uid === DEFAULT_FOLDER.uid;
}

export interface Removed {
  readonly writes: number;
  /** Names of contact points that other rules still send to, and of a folder that holds more. */
  readonly left: readonly string[];
}

/**
 * Removes what {@link planRemoval} found: rules, contact points, dashboards, at last the overview, which knows the
 * others, and the folder. Cut short anywhere, the next run finishes.
 */
export async function removeState(
  client: GrafanaClient,
  { changes }: Removal,
  onWrite?: (what: string) => void,
): Promise<Removed> {
  let writes = 0;
  const left: string[] = [];
  for (const change of changes) {
    if (change.state !== 'delete' && change.state !== 'editedByHand') continue;
    onWrite?.(`${change.kind} ${JSON.stringify(change.name)}`);
    if (await removed(client, change)) writes++;
    else left.push(`${change.kind} ${JSON.stringify(change.name)}`);
  }
  return { writes, left };
}

async function removed(client: GrafanaClient, change: Change): Promise<boolean> {
  if (change.kind === 'folder') return deleteEmptyFolder(client, change.key);
  const key = parseKey(change.key);
  try {
    if (key?.kind === 'rule') await deleteRule(client, key.uid);
    else if (key?.kind === 'contactPoint') await deleteContactPoint(client, key.uid, change.name);
    else if (key?.kind === 'dashboard') await deleteDashboard(client, key.uid);
    return true;
  } catch (error) {
    if (!(error instanceof GrafanaError)) throw error;
    // Someone deleted it meanwhile: that was the aim.
    if (error.code === 'notFound') return true;
    if (error.code === 'inUse') return false;
    throw error;
  }
}
