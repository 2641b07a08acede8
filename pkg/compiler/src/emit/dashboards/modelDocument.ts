import type { Baseline } from '@release-risk/model/baseline';
import type { Limit } from '@release-risk/model/limit';
import type { Identity, PipelineContact, RiskModel, Services, Signal } from '@release-risk/model/model';
import { formatDuration } from '@release-risk/language/queryText/duration';
import { API_VERSION } from '@release-risk/language/document/schema';
import type { Json } from '../grafana/ruleGroup.ts';

export type JsonObject = { readonly [key: string]: Json };

/**
 * The document a model stands for, as plain JSON: the keys and texts of the YAML, with every default written out.
 * `readModel(JSON.stringify(modelDocument(model)))` gives the same model back. Members without a value are absent.
 */
export function modelDocument(model: RiskModel): JsonObject {
  const { policy, action, contactPoints, control, deployment } = model;
  return present({
    apiVersion: API_VERSION,
    kind: 'RiskModel',
    name: model.name,
    title: model.title,
    description: model.description,
    owner: model.owner,
    runbook: model.runbook,
    escalation: model.escalation,
    reviewed: model.reviewed,
    challengerOf: model.challengerOf,
    identity: { labels: model.identity.labels, services: services(model.identity.labels, model.identity.services) },
    datasources: Object.fromEntries(Object.entries(model.datasources).map(([name, { type }]) => [name, type])),
    deployment: deployment && { ...deployment },
    control: control && { ...control, running: { ...control.running } },
    signals: model.signals.map(signal),
    bands: { ...model.bands },
    minCoverage: model.minCoverage,
    policy: {
      for: formatDuration(policy.for),
      keepFiringFor: formatDuration(policy.keepFiringFor),
      warmUp: formatDuration(policy.warmUp),
      actionWindow: formatDuration(policy.actionWindow),
      cooldown: formatDuration(policy.cooldown),
    },
    action: { mode: action.mode },
    contactPoints: present({
      pipeline: contactPoints.pipeline && pipeline(contactPoints.pipeline),
      team: contactPoints.team?.name,
    }),
  });
}

function services(labels: readonly string[], known: Services): Json {
  if (known.kind === 'discovered') return { discover: { datasource: known.datasource, query: known.query } };
  return known.list.map((service) => oneService(labels, service));
}

function oneService(labels: readonly string[], service: Identity): Json {
  const [only] = labels;
  return labels.length === 1 && only !== undefined ? (service[only] ?? '') : { ...service };
}

function signal(said: Signal): JsonObject {
  const judged = 'worse' in said ? said : undefined;
  return present({
    id: said.id,
    title: said.title,
    description: said.description,
    datasource: said.datasource,
    query: said.query,
    unit: said.unit,
    worse: judged?.worse,
    weight: said.weight,
    critical: said.critical,
    baseline: judged && baseline(judged.baseline),
    limit: limit(said.limit),
    // Meaningful for `lower` alone, and refused beside anything else.
    atMostRatio: judged?.worse === 'lower' ? judged.atMostRatio : undefined,
    samples: said.samples && { query: said.samples.query, atLeast: said.samples.atLeast },
    empty: said.empty,
    missing: said.missing,
    grading: said.grading,
    runbook: said.runbook,
  });
}

function limit(said: Limit): JsonObject {
  switch (said.kind) {
    case 'sigmas':
      return present({ sigmas: said.k, atLeast: said.atLeast, atLeastRatio: said.atLeastRatio });
    case 'increase':
      return { increase: said.by };
    case 'ratio':
      return present({ ratio: said.factor, atLeast: said.atLeast });
    case 'above':
    case 'below':
      return { [said.kind]: { yellow: said.yellow, red: said.red } };
  }
}

function baseline(said: Baseline): JsonObject {
  switch (said.kind) {
    case 'trailing':
    case 'robust':
      return { kind: said.kind, ...windowed(said), endsBefore: formatDuration(said.endsBefore) };
    case 'recorded':
      return present({
        kind: said.kind,
        datasource: said.datasource,
        ...windowed(said),
        endsBefore: formatDuration(said.endsBefore),
      });
    case 'frozen':
      return { kind: said.kind, ...windowed(said) };
    case 'sameHour':
      return { kind: said.kind, weeks: said.weeks };
    case 'control':
      return { kind: said.kind };
  }
}

function windowed({ window, step }: { readonly window: number; readonly step: number }) {
  return { window: formatDuration(window), step: formatDuration(step) };
}

function pipeline(contact: PipelineContact): JsonObject {
  return contact.kind === 'gateway' ? { gateway: contact.name } : { direct: contact.name, target: contact.target };
}

/** The same object without the members that have no value, which JSON cannot hold. */
function present(members: { readonly [key: string]: Json | undefined }): JsonObject {
  const kept: [string, Json][] = [];
  for (const [key, value] of Object.entries(members)) if (value !== undefined) kept.push([key, value]);
  return Object.fromEntries(kept);
}
