import type { FrozenAt } from '@release-risk/compiler/frozen';
import { readStory } from '@release-risk/grafana/api/story';
import { GrafanaError } from '@release-risk/grafana/errors';
import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Host } from '../host.ts';

/** What deployments froze, and what could not be found out of it. */
export interface FoundFrozen {
  readonly frozen: readonly FrozenAt[];
  /** Sentences for people. */
  readonly warnings: readonly string[];
}

/**
 * What the newest deployments of a service froze; nothing where no signal needs it. Whoever may not read annotations
 * still sees everything else.
 */
export async function frozenFor(
  host: Host,
  model: RiskModel,
  service: Identity | undefined,
  signal: AbortSignal,
): Promise<FoundFrozen> {
  const needed = model.signals.some((one) => 'baseline' in one && one.baseline.kind === 'frozen');
  if (!needed) return { frozen: [], warnings: [] };
  const of = service === undefined ? listedServices(model) : [service];
  const found = await Promise.all(of.map((one) => frozenOf(host, one, signal)));
  return {
    frozen: found.flatMap(({ frozen }) => frozen),
    warnings: [...new Set(found.flatMap(({ warnings }) => warnings))],
  };
}

async function frozenOf(host: Host, service: Identity, signal: AbortSignal): Promise<FoundFrozen> {
  try {
    const { deployments } = await readStory(host.client(signal), service, 20);
    const record = deployments.find(({ baselines }) => baselines !== undefined);
    if (record?.baselines === undefined) return { frozen: [], warnings: [] };
    const at = Date.parse(record.startedAt) / 1000;
    return { frozen: [{ service, at, baselines: record.baselines }], warnings: [] };
  } catch (error) {
    if (!(error instanceof GrafanaError)) throw error;
    return { frozen: [], warnings: [`The baselines that deployments froze are not known: ${error.message}`] };
  }
}

/** Each look-up is a request: beyond a handful the services wait until one of them is opened. */
const LOOKED_UP = 10;

function listedServices({ identity }: RiskModel): readonly Identity[] {
  return identity.services.kind === 'listed' ? identity.services.list.slice(0, LOOKED_UP) : [];
}
