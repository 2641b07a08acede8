import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import type { DatasourceType } from '@release-risk/model/model';
import React from 'react';
import { FieldFrame } from '../../../risk/edit/FieldFrame.tsx';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import { textIn, withMember, type Part } from '../../../risk/edit/signalDraft.ts';
import type { HostDatasource } from '../../../risk/host.ts';
import { boundBy } from '../../../risk/read/boundBy.ts';
import { chosenRiskModel } from './chosenRiskModel.ts';
import { editorHost } from './editorHost.ts';
import { EditorNote } from './EditorNote.tsx';
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
        <DatasourcePicker
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

interface Props {
  /** The logical datasource. */
  readonly name: string;
  readonly type: DatasourceType;
  /** A uid or a variable. */
  readonly value: string | undefined;
  /** The uid that the app's settings say. */
  readonly settled: string | undefined;
  readonly datasources: readonly HostDatasource[];
  readonly onChange: (uid: string | undefined) => void;
}

const RAW = { interpolation: { escapeValue: false } };

function DatasourcePicker({ name, type, value, settled, datasources, onChange }: Props): React.JSX.Element {
  const fitting = datasources.filter((one) => one.type === type);
  const isVariable = value?.startsWith('$') === true;
  const isGone = value !== undefined && !isVariable && !fitting.some(({ uid }) => uid === value);
  const label = `${name} (${typeName(type)})`;
  const usual = boundBy(name, type, settled, datasources);
  return (
    <FieldFrame
      label={label}
      hint={value === undefined ? usualText(usual) : undefined}
      error={errorText({ value, isGone, isUnbound: usual === undefined, settled })}
    >
      {({ id }) => (
        <Combobox<string>
          id={id}
          isClearable
          createCustomValue
          value={value ?? null}
          invalid={isGone}
          placeholder={usual?.datasource.name ?? t('panel.edit.bindings.choose', 'Choose a datasource')}
          options={fitting.map((one) => ({ value: one.uid, label: one.name }))}
          onChange={(option) => {
            onChange(option?.value);
          }}
        />
      )}
    </FieldFrame>
  );
}

function typeName(type: DatasourceType): string {
  return type === 'prometheus' ? 'Prometheus' : 'Loki';
}

function usualText(usual: ReturnType<typeof boundBy>): string | undefined {
  if (usual === undefined) return undefined;
  const said = { name: usual.datasource.name, ...RAW };
  switch (usual.by) {
    case 'binding':
      return t('panel.edit.bindings.settings', '{{name}}, as the settings of Release Risk say', said);
    case 'name':
      return t('panel.edit.bindings.sameName', '{{name}}, which is called the same', said);
    case 'default':
      return t('panel.edit.bindings.default', '{{name}}, the default of this Grafana', said);
    case 'only':
      return t('panel.edit.bindings.only', '{{name}}, the only one of its kind', said);
  }
}

interface Unbound {
  readonly value: string | undefined;
  readonly isGone: boolean;
  readonly isUnbound: boolean;
  readonly settled: string | undefined;
}

function errorText({ value, isGone, isUnbound, settled }: Unbound): string | undefined {
  if (isGone) return t('panel.edit.bindings.gone', 'This datasource is gone, or is of another kind.');
  if (value !== undefined || !isUnbound) return undefined;
  return settled === undefined
    ? t('panel.edit.bindings.undecided', 'Nothing decides which one is meant: choose it here.')
    : t(
        'panel.edit.bindings.settledGone',
        'The one that the settings of Release Risk say is gone: choose another here.',
      );
}
