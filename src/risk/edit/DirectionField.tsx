import { t } from '@grafana/i18n';
import type { Worse } from '@release-risk/model/limit';
import React from 'react';
import { ChoiceField } from './ChoiceField.tsx';

interface Props {
  readonly value: string | undefined;
  readonly onChange: (worse: Worse) => void;
  readonly error: string | undefined;
}

/** On which side of its usual a reading is bad. */
export function DirectionField({ value, onChange, error }: Props): React.JSX.Element {
  return (
    <ChoiceField<Worse>
      label={t('panel.edit.direction.label', 'What is bad')}
      value={value === 'lower' || value === 'either' ? value : 'higher'}
      choices={[
        {
          value: 'higher',
          label: t('panel.edit.direction.higher', 'More than usual'),
          description: t('panel.edit.direction.higherAbout', 'Latency, errors, load'),
        },
        {
          value: 'lower',
          label: t('panel.edit.direction.lower', 'Less than usual'),
          description: t('panel.edit.direction.lowerAbout', 'Messages, orders, successful calls'),
        },
        {
          value: 'either',
          label: t('panel.edit.direction.either', 'Either'),
          description: t('panel.edit.direction.eitherAbout', 'Any change is a surprise'),
        },
      ]}
      onChange={onChange}
      error={error}
    />
  );
}
