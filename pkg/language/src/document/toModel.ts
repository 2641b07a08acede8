import type { Baseline } from '@release-risk/model/baseline';
import { isStatic, type Limit } from '@release-risk/model/limit';
import type { Identity, Judgement, RiskModel, Services, Signal } from '@release-risk/model/model';
import type { LimitDocument, RiskDocument, SignalDocument } from './schema.ts';

const DEFAULT_AT_MOST_RATIO = 0.8;
const WEEK = 7 * 86_400;
const FIVE_MINUTES = 300;

/** The limit as scoring knows it. `above: x` alone is read literally: yellow above x/2, red above x. */
export function toLimit(limit: LimitDocument): Limit {
  if ('sigmas' in limit) {
    return { kind: 'sigmas', k: limit.sigmas, atLeast: limit.atLeast, atLeastRatio: limit.atLeastRatio };
  }
  if ('increase' in limit) return { kind: 'increase', by: limit.increase };
  if ('ratio' in limit) return { kind: 'ratio', factor: limit.ratio, atLeast: limit.atLeast };
  if ('below' in limit) return { kind: 'below', ...limit.below };
  const { above } = limit;
  return typeof above === 'number' ? { kind: 'above', yellow: above / 2, red: above } : { kind: 'above', ...above };
}

/** The signal's baseline with what the model lends it; `trailing` where none is named. */
export function toBaseline(document: RiskDocument, signal: SignalDocument): Baseline {
  const endsBefore = document.policy.actionWindow;
  const { baseline } = signal;
  if (!baseline) return { kind: 'trailing', window: WEEK, step: FIVE_MINUTES, endsBefore };
  if (baseline.kind === 'trailing' || baseline.kind === 'robust' || baseline.kind === 'recorded') {
    return { ...baseline, endsBefore: baseline.endsBefore ?? endsBefore };
  }
  return baseline;
}

/** The model a sound document stands for. Call it only on a document without errors. */
export function toModel(document: RiskDocument): RiskModel {
  const { challengerOf, apiVersion: _apiVersion, kind: _kind, contactPoints, identity, ...rest } = document;
  return {
    ...rest,
    title: document.title ?? document.name,
    ...(challengerOf === undefined ? {} : { challengerOf }),
    identity: { labels: identity.labels, services: toServices(document) },
    datasources: Object.fromEntries(Object.entries(document.datasources).map(([name, type]) => [name, { type }])),
    signals: document.signals.map((signal) => toSignal(document, signal)),
    contactPoints: {
      pipeline: toPipeline(contactPoints.pipeline),
      team: contactPoints.team === undefined ? undefined : { name: contactPoints.team },
    },
  };
}

function toSignal(document: RiskDocument, signal: SignalDocument): Signal {
  const { limit: _limit, baseline: _baseline, worse: _worse, atMostRatio: _atMostRatio, ...rest } = signal;
  return { ...rest, ...toJudgement(document, signal) };
}

function toJudgement(document: RiskDocument, signal: SignalDocument): Judgement {
  const limit = toLimit(signal.limit);
  if (isStatic(limit)) return { limit };
  return {
    limit,
    worse: signal.worse ?? 'higher',
    atMostRatio: signal.atMostRatio ?? DEFAULT_AT_MOST_RATIO,
    baseline: toBaseline(document, signal),
  };
}

function toServices(document: RiskDocument): Services {
  const { labels, services } = document.identity;
  if (!Array.isArray(services)) return { kind: 'discovered', ...services.discover };
  return { kind: 'listed', list: services.map((service) => toIdentity(labels, service)) };
}

/** A service written as one word stands for the only identity label. */
export function toIdentity(labels: readonly string[], service: string | Readonly<Record<string, string>>): Identity {
  return typeof service === 'string' ? { [labels[0] ?? 'service']: service } : service;
}

function toPipeline(pipeline: RiskDocument['contactPoints']['pipeline']): RiskModel['contactPoints']['pipeline'] {
  if (!pipeline) return undefined;
  if ('gateway' in pipeline) return { kind: 'gateway', name: pipeline.gateway };
  return { kind: 'direct', name: pipeline.direct, target: pipeline.target };
}
