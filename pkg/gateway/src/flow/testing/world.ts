import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { Hold } from '@release-risk/contract/hold';
import type { Actor, ActionMode, Rollback } from '@release-risk/contract/rollback';
import { RULE_ANNOTATION, RULE_LABEL } from '@release-risk/compiler/conventions';
import { readModel } from '@release-risk/language/document/readModel';
import type { RiskModel } from '@release-risk/model/model';
import { manualClock } from '@release-risk/query/testing/manualClock';
import type { Searchable } from '../../adapters/adapter.ts';
import type { Operations } from '../../http/operations.ts';
import type { Alert } from '../../intake/alert.ts';
import { advance } from '../advance.ts';
import { handleDelivery } from '../handleDelivery.ts';
import { flowOperations } from '../operations.ts';
import type { FlowParts, ReleaseRules } from '../parts.ts';
import type { Assessment, RollbackRecord } from '../rollbackRecord.ts';
import { viewOf } from '../view.ts';
import { FakePipeline } from './fakePipeline.ts';
import { Crashed, MemoryStore } from './memoryStore.ts';

const MINUTE = 60_000;

export const MODEL: RiskModel = modelFrom(`
apiVersion: releaserisk/v1
kind: RiskModel
name: shop
title: Shop
identity: { labels: [service], services: [checkout, cart] }
datasources: { metrics: prometheus }
deployment: { datasource: metrics, query: 'time() - max by (service, version) (deployed)', versionLabel: version }
signals:
  - { id: errors, title: Errors, datasource: metrics, query: sum by (service) (errors), unit: ratio, weight: 1, limit: { above: { yellow: 0.1, red: 0.2 } } }
policy: { for: 30s, keepFiringFor: 5m, warmUp: 1m, actionWindow: 2h, cooldown: 30m }
action: { mode: act }
contactPoints: { pipeline: { gateway: gateway }, team: shop-team }
`);

function modelFrom(yaml: string): RiskModel {
  const read = readModel(yaml, 'shop.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  return read.model;
}

export const OPERATOR: Actor = { kind: 'person', id: 'grafana:7', name: 'Olga' };

export interface WorldOptions {
  readonly searchable?: Searchable;
  readonly mode?: ActionMode;
  readonly rules?: Partial<ReleaseRules['policy']>;
  readonly sharedBy?: string;
  /** Steps call `ci` unless they name another. */
  readonly adapters?: readonly string[];
}

/** A gateway in one process: its flow on a store in memory, a pipeline that logs what it did, and a clock. */
export class World {
  readonly clock = manualClock({ now: Date.UTC(2026, 10, 24, 12) });
  readonly store = new MemoryStore();
  readonly pipeline: FakePipeline;
  readonly ended: string[] = [];
  readonly faults = new Map<string, number>();
  /** Thrown by every look at the service. */
  fault: Error | undefined;
  /** What people heard of, by the version that it is about. */
  readonly heard: { readonly version: string; readonly notice: string }[] = [];
  verdict: Rollback['verdict'] = 'High';
  problem: string | undefined;
  /** The version that the model's own look-up sees. */
  running: string | undefined;
  outsideHolds: Hold[] = [];
  modelIsGone = false;
  holdsProblem: string | undefined;
  /** Written down elsewhere, such as in Grafana's annotations. */
  outsideDeployments: DeploymentRecord[] = [];
  private nonces = 0;
  private parts: FlowParts;
  operations: Operations;

  constructor(private readonly options: WorldOptions = {}) {
    this.pipeline = new FakePipeline(options.searchable ?? { kind: 'after', times: 3, everyMs: 20_000 }, () =>
      this.clock.now(),
    );
    this.pipeline.die = () => this.die();
    this.parts = this.makeParts();
    this.operations = this.makeOperations();
  }

  private makeParts(): FlowParts {
    return {
      store: this.store.open(),
      clock: this.clock,
      newNonce: () => `nonce-${String((this.nonces += 1))}`,
      log: { info: () => undefined, warn: () => undefined },
      metrics: {
        call: () => undefined,
        ended: (state) => this.ended.push(state),
        pickedUp: () => undefined,
      },
      faults: this.faults,
      modelOf: (name) => (name === MODEL.name && !this.modelIsGone ? MODEL : undefined),
      servicesOf: async ({ identity }) => (identity.services.kind === 'listed' ? identity.services.list : []),
      assess: async (_model, services) => {
        if (this.fault !== undefined) throw this.fault;
        return services.map(() => this.assessment());
      },
      rulesOf: () => ({ policy: { ...this.policy(), ...this.options.rules }, sharedBy: this.options.sharedBy }),
      adapters: new Map((this.options.adapters ?? ['ci']).map((name) => [name, this.pipeline])),
      outsideHolds: async () => ({ holds: this.outsideHolds, problem: this.holdsProblem }),
      outsideDeployments: async () => this.outsideDeployments,
      notices: {
        ofChange: ({ record, notice }) => {
          if (notice !== undefined) this.heard.push({ version: record.version, notice });
          return [];
        },
        ofEscalation: () => ({ messages: [], lookAt: undefined }),
      },
      linksOf: async () => ({ panel: null, explore: null, runbook: null }),
    };
  }

  private makeOperations(): Operations {
    return flowOperations({
      ...this.parts,
      models: () => [MODEL],
      view: (record) => viewOf(record, null),
      report: ({ id }) => id,
      reconcileSoon: () => undefined,
      newId: () => `id-${String((this.nonces += 1))}`,
      problems: async () => [],
      stopped: new AbortController().signal,
    });
  }

  private policy(): ReleaseRules['policy'] {
    return {
      mode: this.options.mode ?? 'act',
      warmUpMs: MINUTE,
      actionWindowMs: 120 * MINUTE,
      cooldownMs: 30 * MINUTE,
      bands: MODEL.bands,
      approvalMs: 60 * MINUTE,
      recoveryMs: 10 * MINUTE,
      quorum: undefined,
      steps: [{ id: 'deploy', kind: 'code', adapter: 'ci', callMs: 30_000, doneMs: 15 * MINUTE }],
    };
  }

  private assessment(): Assessment {
    const { verdict, problem, running } = this;
    return {
      verdict: problem === undefined ? verdict : null,
      score: problem !== undefined ? null : verdict === 'Low' ? 0 : verdict === 'Medium' ? 1.2 : 2,
      sentence: `Errors say ${verdict ?? 'nothing'}`,
      signals: [],
      recovered: problem === undefined && verdict === 'Low',
      problem,
      runningVersion: running,
      runningSince: undefined,
      at: this.clock.now(),
    };
  }

  /** The process is killed: everything it was about to do is gone, and another one takes over. */
  die(): never {
    this.store.kill();
    throw new Crashed('killed');
  }

  restart(): void {
    this.parts = this.makeParts();
    this.operations = this.makeOperations();
  }

  alert(more: Partial<Alert> & { readonly version?: string } = {}): Alert {
    const { version = '1.2.0', ...rest } = more;
    return {
      fingerprint: 'f',
      status: 'firing',
      startsAt: this.clock.now(),
      labels: {
        alertname: 'Shop: High release risk',
        service: 'checkout',
        ...(version === '' ? {} : { version }),
        [RULE_LABEL.model]: 'shop',
        [RULE_LABEL.rule]: 'act',
      },
      annotations: { [RULE_ANNOTATION.action]: 'act', [RULE_ANNOTATION.cause]: 'Error rate 33%' },
      ...rest,
    };
  }

  async fire(more: Parameters<World['alert']>[0] = {}): Promise<Alert> {
    const alert = this.alert(more);
    await this.operations.accept('grafana', [alert]);
    return alert;
  }

  async resolve(alert: Alert, more: Partial<Alert> = {}): Promise<void> {
    await this.operations.accept('grafana', [{ ...alert, status: 'resolved', endsAt: this.clock.now(), ...more }]);
  }

  deployment(version: string, minutesAgo: number, more: Partial<DeploymentRecord> = {}): DeploymentRecord {
    return {
      apiVersion: 'releaserisk/deployment/v1',
      id: `deploy-${version}`,
      labels: { service: 'checkout' },
      version,
      startedAt: new Date(this.clock.now() - minutesAgo * MINUTE).toISOString(),
      kind: 'deploy',
      migrations: 'none',
      ...more,
    };
  }

  /** 1.1.0 ran for a day, 1.2.0 came ten minutes ago. */
  async releases(more: Partial<DeploymentRecord> = {}): Promise<void> {
    await this.operations.putDeployment(this.deployment('1.1.0', 24 * 60));
    await this.operations.putDeployment(
      this.deployment('1.2.0', 10, { previousVersion: '1.1.0', author: 'ada', ...more }),
    );
  }

  /** Works on everything that is due within so many minutes, moving the clock from job to job. */
  async work(minutes = 0): Promise<void> {
    const end = this.clock.now() + minutes * MINUTE;
    await this.workOnJobs(5_000, end);
    this.clock.advance(Math.max(0, end - this.clock.now()));
  }

  /** Works on so many jobs that are due until then, and leaves the others. */
  async workOnJobs(most: number, end = this.clock.now()): Promise<void> {
    for (let jobs = 0; jobs < most; jobs += 1) {
      const due = this.store.jobs().find(({ job, dueAt }) => job.kind !== 'notice' && dueAt <= end);
      if (due === undefined) break;
      this.clock.advance(Math.max(0, due.dueAt - this.clock.now()));
      try {
        await this.store.run(due.job, ({ kind, id }) => {
          const { signal } = new AbortController();
          return kind === 'delivery' ? handleDelivery(this.parts, id, signal) : advance(this.parts, id, signal);
        });
      } catch (error) {
        if (!(error instanceof Crashed)) throw error;
        this.restart();
      }
    }
  }

  /** One worker's look at a rollback, whatever the queue says: as when a lease was lost. */
  async advance(id: string): Promise<void> {
    await advance(this.parts, id, new AbortController().signal);
  }

  only(): RollbackRecord {
    const [one, another] = this.store.rollbacks();
    if (one === undefined || another !== undefined) {
      throw new Error(`${String(this.store.rollbacks().length)} rollbacks instead of one`);
    }
    return one;
  }

  told(): readonly string[] {
    return this.store.audit().flatMap(({ rollbackId, kind }) => (rollbackId === undefined ? [] : [kind]));
  }
}
