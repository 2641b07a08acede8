import { t } from '@grafana/i18n';
import { formatReading } from '@release-risk/model/format';
import { UNITS, type Unit } from '@release-risk/model/units';
import React from 'react';
import { ChoiceField, type Choice } from './ChoiceField.tsx';

interface Props {
  readonly value: string | undefined;
  readonly onChange: (unit: Unit) => void;
  readonly error: string | undefined;
}

/** Combobox has no use for an empty value. */
const NO_UNIT = 'none';

/** How the numbers of a signal are written. */
export function UnitField({ value, onChange, error }: Props): React.JSX.Element {
  return (
    <ChoiceField
      label={t('panel.edit.unit.label', 'Unit')}
      value={value === undefined || value === '' ? NO_UNIT : value}
      choices={choices()}
      onChange={(chosen) => {
        onChange(isUnit(chosen) ? chosen : '');
      }}
      error={error}
    />
  );
}

function choices(): readonly Choice<string>[] {
  return Object.keys(UNITS).map((unit) => {
    if (unit === '') return { value: NO_UNIT, label: t('panel.edit.unit.none', 'A plain number') };
    if (unit !== 'ratio') return { value: unit, label: unit };
    return {
      value: unit,
      label: t('panel.edit.unit.ratio', 'Share of 1'),
      description: t('panel.edit.unit.ratioAbout', '0.05 is written {{shown}}', {
        shown: formatReading(0.05, 'ratio'),
      }),
    };
  });
}

/** Whether a text is one of the units there are. */
export function isUnit(text: string | undefined): text is Unit {
  return text !== undefined && Object.hasOwn(UNITS, text);
}
