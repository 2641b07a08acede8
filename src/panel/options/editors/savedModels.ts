import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import type { RiskModel } from '@release-risk/model/model';
import { nameOf } from '../../../risk/read/readDocument.ts';

/** The settings with a model in them: in the place of the one of its name, else as the last. */
export function withModel(
  { models, bindings, revision }: StoredSettings,
  model: RiskModel,
  bound: Readonly<Record<string, string>>,
): Pick<StoredSettings, 'models' | 'bindings' | 'revision'> {
  const document = modelDocument(model);
  const at = models.findIndex((one) => nameOf(one) === model.name);
  return {
    models: at === -1 ? [...models, document] : models.map((one, index) => (index === at ? document : one)),
    bindings: { ...bindings, [model.name]: bound },
    revision,
  };
}
