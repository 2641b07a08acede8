import type { Decision } from '@release-risk/contract/gatewayApi';
import type { Hold } from '@release-risk/contract/hold';
import type { RollbackRecord } from '../rollbackRecord.ts';
import { OPERATOR, World, type WorldOptions } from './world.ts';

export const MINUTE = 60_000;

/** 1.2.0 was deployed ten minutes ago, and its alert fires. */
export async function firing(
  options: WorldOptions = {},
  release: Parameters<World['releases']>[0] = {},
): Promise<World> {
  const world = new World(options);
  await world.releases(release);
  await world.fire();
  return world;
}

/** What is due is done; then the score is calm for so many minutes. */
export async function calm(world: World, minutes = 1): Promise<void> {
  await world.work();
  world.verdict = 'Low';
  await world.work(minutes);
}

export function rollbackOf(world: World, version: string): RollbackRecord | undefined {
  return world.store.rollbacks().find((one) => one.version === version);
}

/** What a person answers with who was shown it as it is. */
export function decision(record: RollbackRecord | undefined): Decision {
  if (record?.decision === undefined) throw new Error('nothing is to be decided');
  return record.decision;
}

/** What the pipeline executed. */
export const versions = ({ pipeline }: World) => pipeline.executions.map(({ version }) => version);
export const codes = (record: RollbackRecord | undefined) => record?.reasons.map(({ code }) => code);

/** By somebody, outside of the gateway, from now on. */
export function silence(world: World, minutes: number): Hold {
  return {
    id: 's',
    labels: {},
    reason: 'fire drill',
    by: OPERATOR,
    from: new Date(world.clock.now()).toISOString(),
    until: new Date(world.clock.now() + minutes * MINUTE).toISOString(),
    source: 'silence',
  };
}
