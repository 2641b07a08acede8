import { t } from '@grafana/i18n';
import React from 'react';
import { DatasourceField } from '../../../risk/edit/DatasourceField.tsx';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import { textIn, withMember, type Part } from '../../../risk/edit/signalDraft.ts';
import { chosenRiskModel } from './chosenRiskModel.ts';
import { editorHost } from './editorHost.ts';
import { EditorNote } from '../../../risk/edit/EditorNote.tsx';
import type { OptionEditorProps } from './panelOptions.tsx';
import { useAppModels } from './useAppModels.ts';

/** Which datasource of this Grafana each one of the model is, where the panel says another than the settings. */
export default function BindingsEditor({ value, onChange, context }: OptionEditorProps): React.JSX.Element {
  const host = editorHost();
  const known = useAppModels(host);
  const model = chosenRiskModel(context.options ?? {}, known);
  if (model === undefined) {
    return (
      <EditorNote>
        {t('panel.edit.bindings.noModel', 'Choose a model first: it says which datasources it asks.')}
      </EditorNote>
    );
  }
  const bindings: Part = typeof value === 'object' && value !== null ? { ...value } : {};
  const settled = known.kind === 'ready' ? known.settings.bindings[model.name] : undefined;
  return (
    <FieldStack>
      {Object.entries(model.datasources).map(([name, { type }]) => (
        <DatasourceField
          key={name}
          name={name}
          type={type}
          value={textIn(bindings, name)}
          settled={context.options?.['modelName'] === undefined ? undefined : settled?.[name]}
          datasources={host.datasources()}
          onChange={(uid) => {
            const next = withMember(bindings, name, uid);
            onChange(Object.keys(next).length === 0 ? undefined : next);
          }}
        />
      ))}
    </FieldStack>
  );
}
