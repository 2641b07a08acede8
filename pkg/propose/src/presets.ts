import type { Identity } from '@release-risk/model/model';
import type { DraftModel, DraftSignal } from './draft.ts';
import {
  mysqlConnections,
  mysqlSlow,
  mysqlUp,
  postgresConnections,
  postgresRollbacks,
  postgresUp,
  probeDuration,
  probeSuccess,
} from './families/databases.ts';
import type { Family } from './families/family.ts';
import { httpFamily } from './families/http.ts';
import { logErrors } from './families/logs.ts';
import {
  containerCpu,
  containerMemoryShare,
  containerRestarts,
  nodeCpu,
  nodeDisk,
  nodeMemory,
} from './families/resources.ts';
import type { Grouping } from './grouping.ts';
import type { LabelShape, SignalIdea } from './idea.ts';
import { judgementOf } from './judgement.ts';
import { leadBot } from './leadBot.ts';
import { slugOf, titleOf } from './naming.ts';
import { weightsOf } from './weights.ts';

export const PRESET_NAMES = [
  'http-prometheus',
  'opentelemetry',
  'nginx',
  'spring',
  'kubernetes',
  'node',
  'postgres',
  'mysql',
  'blackbox',
  'loki-errors',
  'telegram-lead-bot',
] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** A starter model for metrics of conventional names. */
export interface Preset {
  readonly summary: string;
  readonly draft: (service: string) => DraftModel;
}

interface Conventional {
  readonly summary: string;
  readonly labels: readonly string[];
  /** The labels beside the last one, which names the service. */
  readonly beside?: Identity;
  /** What the signals need to be true of the metrics. */
  readonly needs: string;
  readonly ideas: (grouping: Grouping) => readonly SignalIdea[];
}

/** The label values that conventional metrics have. */
function shapeOf(label: string, ...values: readonly string[]): LabelShape {
  return new Map([[label, new Set(values)]]);
}

function from(families: readonly Family[], shape: LabelShape = new Map()): Conventional['ideas'] {
  return (grouping) => families.flatMap((family) => family.ideas(grouping, shape));
}

const CONVENTIONAL: Readonly<Record<Exclude<PresetName, 'telegram-lead-bot'>, Conventional>> = {
  'http-prometheus': {
    summary: 'HTTP service with a Prometheus client: latency p95, error rate, request volume',
    labels: ['service'],
    needs: 'A histogram http_request_duration_seconds with the labels service and status.',
    ideas: from([httpFamily('http_request_duration_seconds', true, 10)], shapeOf('status', '200', '500')),
  },
  opentelemetry: {
    summary: 'HTTP service with OpenTelemetry semantic conventions, through the collector',
    labels: ['service_name'],
    needs: 'http_server_request_duration_seconds with the resource attribute service.name as label service_name.',
    ideas: from(
      [httpFamily('http_server_request_duration_seconds', true, 10)],
      shapeOf('http_response_status_code', '200', '500'),
    ),
  },
  nginx: {
    summary: 'nginx ingress controller: latency p95, error rate, request volume of an ingress',
    labels: ['ingress'],
    needs: 'nginx_ingress_controller_request_duration_seconds with the labels ingress and status.',
    ideas: from([httpFamily('nginx_ingress_controller_request_duration_seconds', true, 10)], shapeOf('status', '200')),
  },
  spring: {
    summary: 'Spring Boot with Micrometer: http_server_requests_seconds',
    labels: ['application'],
    needs:
      'management.metrics.tags.application, and management.metrics.distribution.percentiles-histogram.http.server.requests=true.',
    ideas: from([httpFamily('http_server_requests_seconds', true, 10)], shapeOf('status', '200', '500')),
  },
  kubernetes: {
    summary: 'Containers as cAdvisor and kube-state-metrics see them: restarts, memory of its limit, CPU',
    labels: ['namespace', 'container'],
    beside: { namespace: 'default' },
    needs: 'cAdvisor (part of every kubelet) and kube-state-metrics.',
    ideas: from([containerRestarts, containerMemoryShare, containerCpu]),
  },
  node: {
    summary: 'Machines with the node exporter: CPU, memory and disk in use',
    labels: ['instance'],
    needs: 'node_exporter. A service is an instance here, such as "host:9100".',
    ideas: from([nodeCpu, nodeMemory, nodeDisk]),
  },
  postgres: {
    summary: 'PostgreSQL with postgres_exporter: up, connections in use, rolled-back transactions',
    labels: ['instance'],
    needs: 'postgres_exporter. A service is an instance here, such as "db:9187".',
    ideas: from([postgresUp, postgresConnections, postgresRollbacks]),
  },
  mysql: {
    summary: 'MySQL or MariaDB with mysqld_exporter: up, connections in use, slow queries',
    labels: ['instance'],
    needs: 'mysqld_exporter. A service is an instance here, such as "db:9104".',
    ideas: from([mysqlUp, mysqlConnections, mysqlSlow]),
  },
  blackbox: {
    summary: 'Probes of the blackbox exporter: success and duration seen from outside',
    labels: ['instance'],
    needs: 'blackbox_exporter. A service is a probed target here, such as "https://example.org".',
    ideas: from([probeSuccess, probeDuration]),
  },
  'loki-errors': {
    summary: 'Share of log lines with errors, from Loki',
    labels: ['service_name'],
    needs: 'Loki 3, which names services by service_name; write another label where yours has one.',
    ideas: (grouping) => [logErrors(grouping, 'service_name', undefined)],
  },
};

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  ...mapped(CONVENTIONAL),
  'telegram-lead-bot': {
    summary: 'Telegram lead-qualification bot with API, database and CRM synchronisation: metrics and logs',
    draft: leadBot,
  },
};

function mapped<K extends string>(all: Readonly<Record<K, Conventional>>): Record<K, Preset> {
  const entries = Object.entries<Conventional>(all).map(([name, conventional]) => [
    name,
    { summary: conventional.summary, draft: (service: string) => draftOf(name, conventional, service) },
  ]);
  return Object.fromEntries(entries) as Record<K, Preset>;
}

function draftOf(preset: string, conventional: Conventional, service: string): DraftModel {
  const { labels, beside = {}, needs } = conventional;
  const identity: Identity = { ...beside, [labels.at(-1) ?? 'service']: service };
  const ideas = conventional.ideas({ labels });
  const weights = weightsOf(ideas.map(({ importance }) => importance));
  const used = new Set(ideas.map(({ datasource }) => datasource));
  return {
    name: slugOf(service),
    title: titleOf(service),
    comments: [
      `A starter from the preset ${preset}. Needs: ${needs}`,
      'Change the services, then try it: release-risk score <this file> --prometheus URL',
      'With a server at hand, init --prometheus URL proposes signals that return data right now.',
    ],
    labels,
    services: { kind: 'listed', list: [identity] },
    datasources: {
      ...(used.has('metrics') ? { metrics: 'prometheus' as const } : {}),
      ...(used.has('logs') ? { logs: 'loki' as const } : {}),
    },
    signals: ideas.flatMap((idea, index) => {
      const signal = draftSignal(idea, weights[index] ?? 0);
      return signal === undefined ? [] : [signal];
    }),
  };
}

function draftSignal(idea: SignalIdea, weight: number): DraftSignal | undefined {
  const choice = idea.datasource === 'logs' ? 'sameHour' : 'trailing';
  const judgement = judgementOf(idea.measure, idea.unit, choice, undefined, undefined);
  if (judgement === undefined) return undefined;
  const { id, title, datasource, query, unit, critical, samples, emptyIsZero, why } = idea;
  return {
    id,
    title,
    comments: [why],
    datasource,
    query,
    unit,
    judgement,
    weight,
    critical,
    ...(samples === undefined ? {} : { samples }),
    emptyIsZero,
  };
}
