import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import type { DatasourceType } from '@release-risk/model/model';
import React from 'react';
import type { HostDatasource } from '../host.ts';
import { boundBy } from '../read/boundBy.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { RAW } from '../rawText.ts';

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

/** Which datasource of this Grafana a logical one of a model is; what applies while nothing is chosen. */
export function DatasourceField({ name, type, value, settled, datasources, onChange }: Props): React.JSX.Element {
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
