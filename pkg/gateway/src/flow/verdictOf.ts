import { identityName } from '@release-risk/compiler/identity';
import type { AnswerOf } from '@release-risk/contract/gatewayApi';
import { OPEN_STATES } from '@release-risk/contract/rollback';
import type { Identity, RiskModel } from '@release-risk/model/model';
import { GatewayError } from '../errors.ts';
import type { Operations } from '../http/operations.ts';
import { holdsRelease } from './holdsRelease.ts';
import { carries, deployedLabels, identityKeyOf } from './identityKey.ts';
import type { FlowParts } from './parts.ts';

export interface VerdictParts extends FlowParts {
  readonly models: () => readonly RiskModel[];
  readonly stopped: AbortSignal;
}

type Asked = Parameters<Operations['verdict']>[0];

/** A fresh verdict of a service with what stands in the way of its release. Rejects with GW104 for an unknown one. */
export async function verdictOf(parts: VerdictParts, asked: Asked): Promise<AnswerOf<'verdict'>> {
  const { store, clock, stopped } = parts;
  const { model, labels } = await serviceNamed(parts, asked);
  const { sharedBy } = parts.rulesOf(model, labels);
  const identityKey = identityKeyOf(deployedLabels(labels, sharedBy));
  const [[assessment], outside, own] = await Promise.all([
    parts.assess(model, [labels], [], stopped),
    parts.outsideHolds(model, labels, '', stopped),
    store.transaction(async (tx) => ({
      rollback: (await tx.rollbacks({ identityKey, states: OPEN_STATES, limit: 1 }))[0],
      holds: (await tx.holds(clock.now())).filter((hold) => holdsRelease(hold, labels, sharedBy)),
    })),
  ]);
  const verdict = assessment?.verdict ?? 'Inconclusive';
  // What cannot be read may hold it: then it is not free to go on.
  const held = outside.problem !== undefined || outside.holds.length + own.holds.length > 0;
  return {
    service: identityName(model.identity.labels, labels),
    verdict,
    score: assessment?.score ?? null,
    sentence: assessment?.sentence ?? '',
    version: assessment?.runningVersion ?? null,
    held,
    rollback: own.rollback?.state ?? null,
    ok: verdict === 'Low' && !held && own.rollback === undefined,
    evaluatedAt: new Date(assessment?.at ?? clock.now()).toISOString(),
  };
}

async function serviceNamed(
  parts: VerdictParts,
  { service, labels, model: named }: Asked,
): Promise<{ readonly model: RiskModel; readonly labels: Identity }> {
  for (const model of parts.models().filter(({ name }) => named === undefined || name === named)) {
    const services = await parts.servicesOf(model, parts.stopped);
    const found = services.find(
      (one) =>
        (identityName(model.identity.labels, one) === service || one['service'] === service) && carries(one, labels),
    );
    if (found !== undefined) return { model, labels: found };
  }
  throw new GatewayError({ code: 'GW104', what: `service "${service.slice(0, 100)}" in any model` });
}
