import { z } from 'zod';
import { brittleServer } from './brittleServer.ts';
import type { BrittleServer } from './brittleServer.ts';
import type { FakeAnswer, FakeRequest } from './faultyServer.ts';

export interface FakeEntry {
  readonly id: number;
  readonly revision?: string;
  readonly revisions?: readonly string[];
  readonly source?: object;
  readonly sources?: readonly object[];
}

interface FakeOperation {
  readonly sync: { readonly revision?: string; readonly revisions?: readonly string[]; readonly prune?: boolean };
}

/** An application as Argo CD keeps it; the test moves it on by hand. */
export interface FakeApplication {
  automated: object | undefined;
  deleting: boolean;
  history: FakeEntry[];
  /** Head of the branch: what the application is compared with. */
  head: string;
  sync: string;
  health: string;
  operation: FakeOperation | undefined;
  operationState:
    | { phase: string; message?: string; startedAt: string; operation: FakeOperation | { readonly sync: object } }
    | undefined;
}

export interface FakeArgocd extends BrittleServer {
  readonly app: FakeApplication;
  /** Every rollback that was carried out, by the id of the history. */
  readonly rollbacks: readonly number[];
  /** The controller takes the waiting operation up. */
  start(): void;
  /** The controller ends the running operation. */
  end(phase: 'Succeeded' | 'Failed', message?: string): void;
}

const TOKEN = 'argocd-token-0001';
const rollbackSchema = z.strictObject({
  name: z.string(),
  id: z.number(),
  prune: z.boolean().optional(),
  dryRun: z.boolean().optional(),
  appNamespace: z.string().optional(),
  project: z.string().optional(),
});

/** gRPC's codes with the statuses of its gateway. */
const refuse = (status: number, code: number, message: string): FakeAnswer => ({
  status,
  json: { error: message, code, message },
});

/** Argo CD's API of one application `lead-bot`: GET, and the rollback with its preconditions in their order. */
export async function fakeArgocd(): Promise<FakeArgocd> {
  const rollbacks: number[] = [];
  let second = 10;
  const app: FakeApplication = {
    automated: undefined,
    deleting: false,
    history: [
      { id: 4, revision: '3f2a9c1d'.repeat(5), source: { targetRevision: 'v1.41.0' } },
      { id: 5, revision: 'bbbb0000'.repeat(5), source: { targetRevision: 'v1.42.0' } },
    ],
    head: 'bbbb0000'.repeat(5),
    sync: 'Synced',
    health: 'Degraded',
    operation: undefined,
    operationState: {
      phase: 'Succeeded',
      startedAt: '2026-01-01T10:00:00Z',
      operation: { sync: { revision: 'bbbb0000'.repeat(5) } },
    },
  };

  const shown = () => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'lead-bot',
      namespace: 'argocd',
      ...(app.deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: { ...(app.automated === undefined ? {} : { syncPolicy: { automated: app.automated } }) },
    ...(app.operation === undefined ? {} : { operation: app.operation }),
    status: {
      sync: { status: app.sync, revision: app.head },
      health: { status: app.health },
      history: app.history,
      ...(app.operationState === undefined ? {} : { operationState: app.operationState }),
    },
  });

  function rollBack(body: string): FakeAnswer {
    const asked = rollbackSchema.safeParse(JSON.parse(body));
    if (!asked.success) return refuse(400, 3, `proto: syntax error: ${asked.error.message}`);
    if (app.deleting) return refuse(400, 9, 'application is deleting');
    if (app.automated !== undefined) return refuse(400, 9, 'rollback cannot be initiated when auto-sync is enabled');
    const entry = app.history.find(({ id }) => id === asked.data.id);
    if (entry === undefined) {
      return refuse(400, 3, `application argocd/lead-bot does not have deployment with id ${String(asked.data.id)}`);
    }
    if (app.operation !== undefined) return refuse(400, 9, 'another operation is already in progress');
    rollbacks.push(entry.id);
    const { revision, revisions } = entry;
    app.operation = { sync: revisions === undefined ? { revision: revision ?? '' } : { revisions } };
    return { status: 200, json: shown() };
  }

  function handle({ method, path, headers, body }: FakeRequest): FakeAnswer {
    if (headers.authorization !== `Bearer ${TOKEN}`) return refuse(401, 16, 'invalid session: token is invalid');
    // Argo CD hides what one may not see behind the same answer.
    if (!path.startsWith('/api/v1/applications/lead-bot')) return refuse(403, 7, 'permission denied');
    if (method === 'GET' && path.endsWith('/lead-bot')) return { status: 200, json: shown() };
    if (method === 'POST' && path.endsWith('/rollback')) return rollBack(body);
    return refuse(404, 5, 'Not Found');
  }

  const server = await brittleServer(handle);
  return {
    ...server,
    app,
    rollbacks,
    start() {
      if (app.operation === undefined) throw new Error('No operation waits.');
      second += 1;
      app.operationState = {
        phase: 'Running',
        startedAt: `2026-01-01T12:00:${String(second)}Z`,
        operation: app.operation,
      };
    },
    end(phase, message) {
      const state = app.operationState;
      if (state?.phase !== 'Running' || app.operation === undefined) throw new Error('No operation runs.');
      app.operationState = { ...state, phase, ...(message === undefined ? {} : { message }) };
      const { revision, revisions } = app.operation.sync;
      app.operation = undefined;
      if (phase === 'Failed') return;
      const newest = Math.max(...app.history.map(({ id }) => id));
      app.history.push({
        id: newest + 1,
        ...(revision === undefined ? {} : { revision }),
        ...(revisions === undefined ? {} : { revisions }),
      });
      // It is compared with the head of its branch, which is still the bad commit.
      app.sync = revision === app.head ? 'Synced' : 'OutOfSync';
    },
  };
}

export const FAKE_ARGOCD_TOKEN = TOKEN;
