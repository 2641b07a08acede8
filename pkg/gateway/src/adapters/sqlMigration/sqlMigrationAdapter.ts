import type { ReadSecret } from '../../config/secret.ts';
import type { Adapter, Intent, Live, Lookup, Planned, PlanRequest, Progress, Triggered } from '../adapter.ts';
import { goodReleaseOf } from '../goodRelease.ts';
import { downScripts, filesOf, filesText } from './downFiles.ts';
import type { DownFile, DownScript } from './downFiles.ts';
import { ledgerOf } from './ledger.ts';
import { migrationsBetween } from './migrationsBetween.ts';
import type { AppliedMigration } from './migrationsBetween.ts';
import { inSession } from './session.ts';
import type { Session } from './session.ts';
import type { SqlMigrationSettings } from './settings.ts';
import { toldBy, triggeredBy } from './sqlFault.ts';

/** Ends the transaction without an effect, for this reason. */
class Refused extends Error {}

const ESCAPED = 'a down script ended the transaction, and part of it may be committed: look at the schema';

/** Migrations that were applied, newest first. */
function newestFirst(applied: readonly AppliedMigration[], count: number): string {
  return applied
    .slice(-count)
    .reverse()
    .map(({ version }) => version)
    .join('\n');
}

/** Why nothing is undone, or undefined where the class of migrations allows it. */
function classOf({ bad }: PlanRequest): Planned | undefined {
  const migrations = bad.record?.migrations ?? 'unknown';
  switch (migrations) {
    case 'reversible':
      return undefined;
    case 'none':
      return { kind: 'nothing', reason: `${bad.version} has no migrations` };
    case 'additive':
      return { kind: 'nothing', reason: `the migrations of ${bad.version} only add, and older code works with them` };
    default:
      return { kind: 'unclear', reason: `the migrations of ${bad.version} are ${migrations}: a person has to decide` };
  }
}

/**
 * Undoes the migrations of a release by its down scripts, all in ONE transaction together with a row that holds the
 * correlation id: it happens once or not at all, and the row says which. Throws what `readSecret` throws.
 */
export function sqlMigrationAdapter(
  settings: SqlMigrationSettings,
  { readSecret }: { readonly readSecret: ReadSecret },
): Adapter {
  const connection = readSecret(settings.connection);
  const ledger = ledgerOf(settings);

  async function undo(session: Session, intent: Intent, scripts: readonly DownScript[]): Promise<void> {
    const transaction = await ledger.transactionId(session);
    for (const { version, sql } of scripts) {
      await session.query(sql);
      await ledger.forget(session, version);
    }
    if ((await ledger.transactionId(session)) !== transaction) throw new Refused(ESCAPED);
    const left = await ledger.applied(session);
    const back = scripts.find(({ version }) => left.some((row) => row.version === version));
    if (back !== undefined) throw new Refused(`migration ${back.version} is still recorded as applied`);
    const { correlationId, rollbackId, badVersion, target } = intent;
    const row = [correlationId, rollbackId, badVersion, target.version ?? '', target.fields['files'] ?? ''] as const;
    await ledger.write(session, row);
  }

  /** The scripts of the target, where they are what was planned. */
  async function plannedScripts(files: readonly DownFile[]): Promise<readonly DownScript[]> {
    const versions = files.map(({ version }) => version);
    const found = await downScripts(settings.directory, versions);
    if (found.kind === 'wrong') throw new Refused(found.reason);
    if (filesText(found.scripts) !== filesText(files)) {
      throw new Refused('a down script is another than when the rollback was planned');
    }
    return found.scripts;
  }

  /** Resolves with true where it was done before. Nothing is committed yet. */
  async function prepare(session: Session, intent: Intent, files: readonly DownFile[]): Promise<boolean> {
    await ledger.begin(session);
    await ledger.lock(session);
    if (await ledger.isDone(session, intent.correlationId)) return true;
    const scripts = await plannedScripts(files);
    const newest = newestFirst(await ledger.applied(session), scripts.length);
    if (newest !== scripts.map(({ version }) => version).join('\n')) {
      throw new Refused('other migrations are applied than when the rollback was planned');
    }
    await undo(session, intent, scripts);
    return false;
  }

  async function run(intent: Intent, files: readonly DownFile[], signal: AbortSignal): Promise<Triggered> {
    const accepted = { kind: 'accepted', externalId: intent.correlationId, url: undefined } as const;
    let isCommitting = false;
    try {
      return await inSession(connection, signal, async (session): Promise<Triggered> => {
        const wasDone = await prepare(session, intent, files).catch(async (error: unknown) => {
          // Locks go at once, not some time after the connection; where it is gone, the server rolls back by itself.
          await session.query('ROLLBACK').catch(() => undefined);
          throw error;
        });
        if (wasDone) {
          await session.query('ROLLBACK');
          return accepted;
        }
        isCommitting = true;
        const { command } = await session.query('COMMIT');
        return command === 'COMMIT' ? accepted : { kind: 'rejected', reason: `COMMIT ended as ${command}` };
      });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Refused) return { kind: 'rejected', reason: error.message };
      return triggeredBy(error, isCommitting);
    }
  }

  type Seen = { readonly kind: 'seen'; readonly isDone: boolean; readonly applied: readonly AppliedMigration[] };

  async function look(intent: Intent, signal: AbortSignal): Promise<Seen | { kind: 'unsure'; reason: string }> {
    try {
      return await inSession(
        connection,
        signal,
        async (session): Promise<Seen | { kind: 'unsure'; reason: string }> => {
          await ledger.begin(session);
          if (!(await ledger.isIdle(session))) {
            return { kind: 'unsure', reason: 'a rollback of this database is under way' };
          }
          const isDone = await ledger.isDone(session, intent.correlationId);
          return { kind: 'seen', isDone, applied: await ledger.applied(session) };
        },
      );
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'unsure', reason: toldBy(error) };
    }
  }

  return {
    kind: 'sqlMigration',
    searchable: { kind: 'idempotent' },

    async plan(request: PlanRequest, signal: AbortSignal): Promise<Planned> {
      signal.throwIfAborted();
      const kept = classOf(request);
      if (kept !== undefined) return kept;
      const good = goodReleaseOf(request);
      if (good.kind === 'unclear') return good;
      let applied;
      try {
        applied = await inSession(connection, signal, async (session) => {
          await ledger.begin(session);
          return ledger.applied(session);
        });
      } catch (error) {
        signal.throwIfAborted();
        return { kind: 'unanswered', reason: toldBy(error) };
      }
      const { version, record } = request.bad;
      const between = migrationsBetween(applied, { version, previous: record?.previousVersion }, good.version);
      if (between.kind !== 'migrations') return between;
      const found = await downScripts(settings.directory, between.versions);
      if (found.kind === 'wrong') return { kind: 'unclear', reason: found.reason };
      const { scripts } = found;
      const names = scripts.map((script) => `${script.version} (${script.checksum.slice(0, 8)})`).join(', ');
      return {
        kind: 'target',
        target: {
          text: `schema of ${good.version}: undo ${names}`,
          version: good.version,
          fields: { files: filesText(scripts) },
          snapshot: {},
        },
      };
    },

    async trigger(intent: Intent, signal: AbortSignal): Promise<Triggered> {
      signal.throwIfAborted();
      const files = filesOf(intent.target.fields['files']);
      if (files === undefined) return { kind: 'rejected', reason: 'the target names no down scripts' };
      return run(intent, files, signal);
    },

    async find(intent: Intent, signal: AbortSignal): Promise<Lookup> {
      const seen = await look(intent, signal);
      if (seen.kind === 'unsure') return seen;
      return seen.isDone ? { kind: 'found', externalId: intent.correlationId, url: undefined } : { kind: 'none' };
    },

    async status(intent: Intent, _externalId: string, signal: AbortSignal): Promise<Progress> {
      const seen = await look(intent, signal);
      if (seen.kind === 'unsure') return seen;
      return seen.isDone
        ? { kind: 'succeeded' }
        : { kind: 'unsure', reason: 'the database shows nothing of the rollback' };
    },

    async verify(intent: Intent, _externalId: string | undefined, signal: AbortSignal): Promise<Live> {
      const seen = await look(intent, signal);
      if (seen.kind === 'unsure') return seen;
      const files = filesOf(intent.target.fields['files']) ?? [];
      const back = files.find(({ version }) => seen.applied.some((row) => row.version === version));
      if (!seen.isDone) return { kind: 'notYet', reason: 'the migrations are not undone yet' };
      return back === undefined
        ? { kind: 'live' }
        : { kind: 'never', reason: `migration ${back.version} was applied again` };
    },
  };
}
