import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { explain } from '@release-risk/model/explain';
import type { RiskModel } from '@release-risk/model/model';
import { NO_READING, type Reading } from '@release-risk/model/reading';
import { score } from '@release-risk/model/score';
import { toServiceVerdict, worstFirst } from '@release-risk/query/serviceVerdict';
import type { Actions, ServiceActions } from '../../act/actions.ts';
import type { Judged } from '../../judged.ts';
import type { Curves, RuleOfService, Story, Surroundings } from '../../surroundings.ts';
import { LEAD_BOT } from './leadBotModel.ts';

/** 2026-11-21T02:14:05Z, in epoch seconds: a release that went wrong at night. */
export const AT = Date.UTC(2026, 10, 21, 2, 14, 5) / 1000;

type SignalId = 'api_latency' | 'error_rate' | 'message_volume' | 'cpu_memory' | 'database' | 'crm_gap';
export type Readings = Partial<Record<SignalId, Partial<Reading>>>;

/** A quiet night of the bot. */
const CALM: Readonly<Record<SignalId, Reading>> = {
  api_latency: { value: 193.6, mean: 198, deviation: 9, samples: 363 },
  error_rate: { value: 0.0019, mean: 0.00185, deviation: 0.0004, samples: 1219 },
  message_volume: { value: 127.4, mean: 128.7, deviation: 11, samples: 24 },
  cpu_memory: { ...NO_READING, value: 0.171 },
  database: { value: 0.96, mean: 0.98, deviation: 0.05, samples: 874 },
  crm_gap: { ...NO_READING, value: 0 },
};

/** Loki down: the reason stands in the reading. */
export const LOKI_DOWN: Partial<Reading> = {
  ...NO_READING,
  fault: { part: 'value', reason: 'logs did not answer within 10 s' },
};

export interface Running {
  readonly service: string;
  readonly version?: string | undefined;
  /** Seconds. */
  readonly age?: number;
  readonly model?: RiskModel;
}

/** A service with the readings that differ from a quiet night, scored by the model like any other. */
export function verdictOf(readings: Readings = {}, running: Running = { service: 'lead-bot' }): ServiceVerdict {
  const { service, age = 720, model = LEAD_BOT } = running;
  const version = 'version' in running ? running.version : '1.478.0';
  const result = score(
    model,
    model.signals.map(({ id }) => (isKnown(id) ? { ...CALM[id], ...readings[id] } : NO_READING)),
  );
  return toServiceVerdict(model, {
    service: { service },
    name: service,
    evaluated: true,
    result,
    sentence: explain(model, result),
    running: version === undefined ? undefined : { version, age },
  });
}

function isKnown(id: string): id is SignalId {
  return id in CALM;
}

export const SICK: Readings = {
  error_rate: { value: 0.329, samples: 219 },
  api_latency: { value: 231.4 },
};

export function judgedOf(services: readonly ServiceVerdict[], more: Partial<Judged> = {}): Judged {
  return {
    model: LEAD_BOT,
    fingerprint: 'b41c07d2e9a35f60',
    origin: 'live',
    at: AT,
    services: [...services].sort(worstFirst),
    failures: [],
    warnings: [],
    panelOnly: [],
    ...more,
  };
}

const DAY = 86_400;

export function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

export function ruleOf(more: Partial<RuleOfService> = {}): RuleOfService {
  return {
    uid: 'rr-lead-bot-act',
    title: LEAD_BOT.title,
    state: 'inactive',
    since: undefined,
    said: undefined,
    health: 'ok',
    lastError: '',
    lastEvaluation: iso(AT - 5),
    sameModel: true,
    ...more,
  };
}

type Deployment = Story['deployments'][number];

export function recordOf(version: string, age: number, more: Partial<Deployment> = {}): Deployment {
  return {
    apiVersion: 'releaserisk/deployment/v1',
    id: `lead-bot ${version} ${age}`,
    labels: { service: 'lead-bot' },
    version,
    startedAt: iso(AT - age),
    kind: 'deploy',
    migrations: 'none',
    ...more,
  };
}

function judgedAs(verdict: 'Low' | 'Medium' | 'High' | 'Inconclusive', score: number): Partial<Deployment> {
  return { judged: { verdict, score, at: iso(AT - DAY) } };
}

export const STORY: Story = {
  deployments: [
    recordOf('1.478.0', 720, {
      commit: '9f2c41d07be81a',
      author: 'Аня Петрова',
      url: 'https://github.com/example/lead-bot/commit/9f2c41d07be81a',
      previousVersion: '1.477.2',
    }),
    recordOf('1.477.2', 1.2 * DAY, judgedAs('Low', 0)),
    recordOf('1.476.4', 1.9 * DAY, { kind: 'rollback', ...judgedAs('Low', 0.1) }),
    recordOf('1.477.1', 2 * DAY, judgedAs('High', 1.6)),
    recordOf('1.477.0', 3 * DAY, judgedAs('Medium', 0.6)),
    recordOf('1.476.4', 4 * DAY, judgedAs('Low', 0)),
    recordOf('1.476.3', 5 * DAY, judgedAs('Inconclusive', 0.3)),
    recordOf('1.476.2', 6 * DAY, judgedAs('Low', 0.1)),
    recordOf('1.476.1', 7 * DAY, judgedAs('Low', 0)),
    recordOf('1.476.0', 8 * DAY),
    recordOf('1.475.0', 9 * DAY, judgedAs('Low', 0)),
  ],
  rollback: undefined,
  acknowledgement: undefined,
};

const STEP = 60;
const STEPS = 60;

/** The last hour: calm until the deployment, then moving towards what is read now. */
function curvesOf(service: ServiceVerdict): Curves {
  const from = AT - STEP * STEPS;
  const times = Array.from({ length: STEPS + 1 }, (_, step) => from + step * STEP);
  const deployed = AT - (service.versionAge ?? 0);
  return {
    from,
    to: AT,
    signals: Object.fromEntries(
      service.signals.map(({ id, value, mean }, order) => {
        const usual = mean ?? value ?? 0;
        const now = value ?? NaN;
        const values = times.map((time, step) => {
          const wave = 1 + 0.06 * Math.sin(step * 1.7 + order) + 0.04 * Math.sin(step * 0.61 + 2 * order);
          const share = Math.min(1, Math.max(0, (time - deployed) / 300));
          return (usual + (now - usual) * share) * wave;
        });
        return [id, { times, values }];
      }),
    ),
  };
}

/** Everything answered, and nothing special about it. */
export function surroundingsOf(service: ServiceVerdict, more: Partial<Surroundings> = {}): Surroundings {
  return {
    rules: {
      kind: 'ok',
      value: {
        act: ruleOf({ said: { score: service.score ?? undefined, verdict: service.verdict ?? '', cause: '' } }),
        review: ruleOf({ uid: 'rr-lead-bot-review', title: LEAD_BOT.title }),
        veto: [],
      },
    },
    holds: { kind: 'ok', value: [] },
    story: { kind: 'ok', value: STORY },
    curves: { kind: 'ok', value: curvesOf(service) },
    earlier: { kind: 'ok', value: { at: AT - 600, score: 0.3 } },
    ...more,
  };
}

const done = (): Promise<void> => Promise.resolve();

export function actionsOf(more: Partial<ServiceActions> = {}, retry: () => void = () => undefined): Actions {
  return {
    retry,
    of: () => ({
      hold: { ok: true, run: done },
      endHold: { ok: true, run: done },
      acknowledge: { ok: true, run: done },
      dashboard: '/d/rr-lead-bot',
      rollback: (id) => `/rollbacks/${id}`,
      explore: (signal) => `/explore?signal=${signal}`,
      ...more,
    }),
  };
}

/** What a viewer may do. */
export const VIEWER: Partial<ServiceActions> = {
  hold: { ok: false, why: 'You may not create silences: ask for the role Editor.' },
  endHold: { ok: false, why: 'You may not create silences: ask for the role Editor.' },
  acknowledge: { ok: false, why: 'You may not write annotations: ask for the role Editor.' },
  explore: () => undefined,
};

/** Many services as a fleet has them: most are calm. */
export function fleet(count: number): readonly ServiceVerdict[] {
  const kinds: readonly Readings[] = [
    SICK,
    { error_rate: LOKI_DOWN },
    { api_latency: { value: 320 } },
    { database: { value: 40 }, cpu_memory: { value: 0.8 }, api_latency: { value: 320 } },
  ];
  return Array.from({ length: count }, (_, at) =>
    verdictOf(kinds[at % 12] ?? {}, {
      service: `${['lead-bot', 'checkout', 'search', 'billing', 'mailer'][at % 5] ?? ''}-${String(at).padStart(4, '0')}`,
      version: `1.${400 + (at % 80)}.${at % 7}`,
      age: 60 + at * 97,
    }),
  );
}
