import { withSecrets } from '@release-risk/compiler/emit/grafana/secret';
import {
  createContactPoint,
  deleteContactPoint,
  updateContactPoint,
  type StoredContactPoint,
} from '../api/contactPoints.ts';
import { deleteDashboard, saveDashboard } from '../api/dashboards.ts';
import { createFolder } from '../api/folders.ts';
import { deleteRule, putGroup, type StoredRule } from '../api/rules.ts';
import type { GrafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';
import { actualForms, readActual, type ActualState } from './actual.ts';
import { writes, type Change } from './change.ts';
import { desiredHashes, hashesOf, KEY, parseKey, type DashboardContent, type DesiredState } from './desired.ts';
import { diffState, isStranger, recordFor } from './diff.ts';
import { RECORD_KEY, recordedKeys, type AppliedRecord } from './record.ts';

export interface ApplyOptions {
  /** Only this API may then change what is applied. */
  readonly lock: boolean;
  /** Values of the secrets that contact points name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly rewriteSecrets: boolean;
  /** Told before each write, in words: `alert rules of "Release risk lead-bot"`. */
  readonly onWrite?: (what: string) => void;
}

export interface Applied {
  /** Requests that changed something; 0 where everything was as desired. */
  readonly writes: number;
}

/**
 * Makes Grafana hold the desired objects: folder -> record -> contact points -> rules -> dashboards, one write at a
 * time, and compares at the end what is there. `actual` and `changes` are of one `readActual` and `diffState`; whether
 * edited and foreign objects may be taken over is the caller's to have asked. Cut short anywhere, the next run finishes.
 *
 * The overview is saved first, upon the version that was read, with the hashes of what is about to be written: two
 * applies at once cannot both begin, and none of our own writes ever looks like someone else's.
 */
export async function applyState(
  client: GrafanaClient,
  desired: DesiredState,
  actual: ActualState,
  changes: readonly Change[],
  options: ApplyOptions,
): Promise<Applied> {
  const due = changes.filter(writes);
  if (due.length === 0) return { writes: 0 };
  const writer = new Writer(client, desired, actual, options);
  await writer.run(due);
  await verify(client, desired);
  return { writes: writer.count };
}

class Writer {
  count = 0;
  private version: number;

  constructor(
    private readonly client: GrafanaClient,
    private readonly desired: DesiredState,
    private readonly actual: ActualState,
    private readonly options: ApplyOptions,
  ) {
    this.version = actual.dashboards.get(desired.overview.uid)?.dashboard.version ?? 0;
  }

  async run(due: readonly Change[]): Promise<void> {
    const { client, desired, actual } = this;
    const keys = new Set(due.map(({ key }) => key));
    // Before the first write: a missing secret must stop everything, not half of it.
    const contactPoints = this.contactPoints(keys);
    if (actual.folder === undefined) {
      await this.write(`folder ${quoted(desired.folder.title)}`, () => createFolder(client, desired.folder));
    }
    if (due.some(({ kind, key }) => kind !== 'folder' && key !== KEY.dashboard(desired.overview.uid))) {
      await this.saveIntent();
    }
    for (const { name, write } of contactPoints) await this.write(`contact point ${quoted(name)}`, write);
    await this.writeRules(keys);
    await this.deleteLeft(due);
    for (const dashboard of desired.details) {
      if (!keys.has(KEY.dashboard(dashboard.uid))) continue;
      const version = actual.dashboards.get(dashboard.uid)?.dashboard.version ?? 0;
      await this.save(dashboard, version, `Applied ${desired.plan.fingerprint}`);
    }
    const overview = { ...desired.overview, [RECORD_KEY]: recordFor(desired, actual) };
    this.version = await this.save(overview, this.version, `Applied ${desired.plan.fingerprint}`);
  }

  /** What people see stays as it is until everything else is written; a new overview is whole from the beginning. */
  private async saveIntent(): Promise<void> {
    const { desired, actual } = this;
    const there = actual.dashboards.get(desired.overview.uid)?.dashboard;
    const after = recordFor(desired, actual);
    const pending = desiredHashes(desired);
    const keys = new Set([...Object.keys(pending), ...recordedKeys(actual.record)]);
    const intent: AppliedRecord = {
      ...(actual.record ?? after),
      folder: after.folder,
      // What is there now was left by us, or was accepted to be replaced: from here on it is ours in any case.
      objects: hashesOf(actualForms(actual, keys)),
      pending,
    };
    const dashboard = {
      ...(there === undefined || actual.record === undefined ? desired.overview : there),
      [RECORD_KEY]: intent,
    };
    this.version = await this.save(dashboard, this.version, `Applying ${desired.plan.fingerprint}`);
  }

  private contactPoints(keys: ReadonlySet<string>) {
    const { client, desired, actual, options } = this;
    return desired.contactPoints
      .filter(({ uid }) => keys.has(KEY.contactPoint(uid)))
      .map(({ uid, name, type, settings, disableResolveMessage }) => {
        const filled = withSecrets(settings, options.secrets);
        if (!filled.ok) throw new GrafanaError({ code: 'redactedSecret' }, missing(client, name, filled.diagnostics));
        const written = { uid, name, type, disableResolveMessage, settings: { ...filled.value } };
        const stored = actual.contactPoints.find((one) => one.uid === uid);
        const lock = options.lock || isLocked(stored);
        const write = () =>
          stored === undefined
            ? createContactPoint(client, asWritten(written), lock)
            : updateContactPoint(client, asWritten(written), lock);
        return { name, write };
      });
  }

  private async writeRules(keys: ReadonlySet<string>): Promise<void> {
    const { client, desired, actual, options } = this;
    for (const group of desired.groups) {
      const { folderUid, title, interval, rules } = group;
      const stored = actual.groups.get(KEY.group(folderUid, title))?.rules ?? [];
      const left = stored.some(({ uid }) => keys.has(KEY.rule(uid)) && !rules.some((rule) => rule.uid === uid));
      const due = keys.has(KEY.group(folderUid, title)) || left || rules.some(({ uid }) => keys.has(KEY.rule(uid)));
      const [first, ...others] = rules;
      if (!due || first === undefined) continue;
      // A group is replaced as a whole: what others put into it is written back as it was read.
      const strangers = stored.filter((rule) => isStranger(rule, desired, actual.record));
      await this.write(`alert rules of ${quoted(title)}`, () =>
        putGroup(client, { title, folderUid, interval, rules: [first, ...others, ...strangers] }, options.lock),
      );
    }
  }

  /** What the model no longer has. Rules in a group that was just replaced are gone already; deleting is no error. */
  private async deleteLeft(due: readonly Change[]): Promise<void> {
    const { client, actual, desired } = this;
    const kept = new Set(Object.keys(desiredHashes(desired)));
    for (const change of due) {
      const key = parseKey(change.key);
      const deletes = change.state === 'delete' || (change.state === 'editedByHand' && change.then === 'delete');
      if (!deletes || key === undefined || kept.has(change.key)) continue;
      if (key.kind === 'rule' && !isReplaced(actual.rules.get(key.uid), desired)) {
        await this.write(`alert rule ${quoted(change.name)}`, () => deleteRule(client, key.uid));
      } else if (key.kind === 'contactPoint') {
        await this.write(`contact point ${quoted(change.name)}`, () =>
          deleteContactPoint(client, key.uid, change.name).catch(unlessInUse),
        );
      } else if (key.kind === 'dashboard') {
        await this.write(`dashboard ${quoted(change.name)}`, () => deleteDashboard(client, key.uid));
      }
    }
  }

  private async save(dashboard: DashboardContent, version: number, message: string): Promise<number> {
    const { client, desired } = this;
    let saved = version;
    await this.write(`dashboard ${quoted(dashboard.title)}`, async () => {
      saved = await saveDashboard(client, { dashboard, folderUid: desired.folder.uid, message, version });
    });
    return saved;
  }

  private async write(what: string, send: () => Promise<void>): Promise<void> {
    this.options.onWrite?.(what);
    await send();
    this.count++;
  }
}

async function verify(client: GrafanaClient, desired: DesiredState): Promise<void> {
  const actual = await readActual(client, desired.plan.model, desired);
  const left = diffState(desired, actual, { lock: false, rewriteSecrets: false }).filter(writes);
  if (left.length === 0) return;
  const differences = left.map(({ kind, name, fields: [field] }) =>
    field === undefined ? `${kind} ${quoted(name)}` : `${kind} ${quoted(name)} in ${field.path}`,
  );
  throw new GrafanaError({ code: 'notAsApplied', differences }, { url: client.url });
}

function isReplaced(rule: StoredRule | undefined, desired: DesiredState): boolean {
  return (
    rule === undefined ||
    desired.groups.some(({ folderUid, title }) => folderUid === rule.folderUID && title === rule.ruleGroup)
  );
}

function isLocked(stored: StoredContactPoint | undefined): boolean {
  return stored?.provenance === 'api';
}

/** A pipeline that another model still sends to stays. */
function unlessInUse(error: unknown): void {
  if (!(error instanceof GrafanaError) || error.code !== 'inUse') throw error;
}

function missing(client: GrafanaClient, name: string, diagnostics: readonly { readonly message: string }[]) {
  const serverMessage = diagnostics.map(({ message }) => message).join('; ');
  return { url: client.url, operation: 'writeContactPoint', subject: quoted(name), serverMessage } as const;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

type Written = Parameters<typeof createContactPoint>[1];

/** Settings are JSON already; the client's type only says so with mutable arrays. */
function asWritten(contactPoint: Omit<Written, 'settings'> & { readonly settings: object }): Written {
  return { ...contactPoint, settings: Object.fromEntries(Object.entries(contactPoint.settings)) };
}
