import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { identityKey } from './identity.ts';
import type { NormalizedModel } from './normalize.ts';

const LENGTH = 16;

/**
 * Names what a model decides, in 16 hex digits: a rule, a panel and a gate with the same fingerprint give the same
 * verdict on the same readings. It changes with scoring, queries, baselines, windows, `for` and recovery; not with
 * titles, units, owner, dates, receivers, modes, datasource bindings, or the order of signals and services.
 */
export function fingerprint(model: NormalizedModel): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(decisive(model))))).slice(0, LENGTH);
}

function decisive(model: NormalizedModel): unknown {
  const { identity, datasources, deployment, control, signals, bands, minCoverage, policy } = model;
  // Recorded series carry the model's name: under another name they are other series.
  const recorded = signals.some((signal) => 'baseline' in signal && signal.baseline.kind === 'recorded');
  return {
    name: recorded ? model.name : undefined,
    identity: {
      labels: identity.labels,
      services:
        identity.services.kind === 'listed'
          ? identity.services.list.map((service) => identityKey(identity.labels, service)).sort()
          : identity.services,
    },
    datasources,
    deployment,
    control,
    signals: signals
      .map(({ title: _title, unit: _unit, description: _description, runbook: _runbook, ...signal }) => signal)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    bands,
    minCoverage,
    policy: { ...policy, cooldown: undefined },
  };
}

/** JSON with sorted keys and without undefined members. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
