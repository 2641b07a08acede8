import { identityKey } from '@release-risk/compiler/identity';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RiskModel } from '@release-risk/model/model';
import type { StoredModel } from '../../app/storedModels.ts';

/** A model of the settings that can be read. */
export interface SoundModel extends StoredModel {
  readonly model: RiskModel;
}

function isSound(stored: StoredModel): stored is SoundModel {
  return stored.model !== undefined;
}

/** Whether a model scores the service of a release. One that discovers its services knows all with its labels. */
export function isOfModel({ identity }: RiskModel, { labels }: Pick<DeploymentRecord, 'labels'>): boolean {
  const names = identity.labels;
  if (Object.keys(labels).length !== names.length || names.some((name) => !(name in labels))) return false;
  if (identity.services.kind !== 'listed') return true;
  const key = identityKey(names, labels);
  return identity.services.list.some((service) => identityKey(names, service) === key);
}

/** The first model that scores the service of a release; the preferred one where it does. */
export function modelOfRelease(
  models: readonly StoredModel[],
  record: Pick<DeploymentRecord, 'labels'>,
  preferred: string,
): SoundModel | undefined {
  const fitting = models.filter(isSound).filter(({ model }) => isOfModel(model, record));
  return fitting.find(({ name }) => name === preferred) ?? fitting[0];
}
