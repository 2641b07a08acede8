import { t } from '@grafana/i18n';
import React from 'react';
import { ChoiceField } from './ChoiceField.tsx';

type Missing = 'inconclusive' | 'exclude' | 'green' | 'red';

interface Props {
  readonly value: string | undefined;
  readonly onChange: (missing: Missing) => void;
  readonly error: string | undefined;
}

/** What a reading that is not there does to the verdict. */
export function MissingField({ value, onChange, error }: Props): React.JSX.Element {
  return (
    <ChoiceField<string>
      label={t('panel.edit.missing.label', 'When there is no reading')}
      value={isMissing(value) ? value : 'inconclusive'}
      choices={[
        {
          value: 'inconclusive',
          label: t('panel.edit.missing.inconclusive', 'Nobody can tell: ask people'),
          description: t('panel.edit.missing.inconclusiveAbout', 'Neither a pass nor a rollback'),
        },
        {
          value: 'exclude',
          label: t('panel.edit.missing.exclude', 'Judge by the others'),
          description: t('panel.edit.missing.excludeAbout', 'Its weight leaves the sum'),
        },
        {
          value: 'green',
          label: t('panel.edit.missing.green', 'Take it for green'),
          description: t('panel.edit.missing.greenAbout', 'Silence is good news here'),
        },
        {
          value: 'red',
          label: t('panel.edit.missing.red', 'Take it for red'),
          description: t('panel.edit.missing.redAbout', 'It counts in full, but is no veto'),
        },
      ]}
      onChange={(chosen) => {
        if (isMissing(chosen)) onChange(chosen);
      }}
      error={error}
    />
  );
}

function isMissing(text: string | undefined): text is Missing {
  return text === 'inconclusive' || text === 'exclude' || text === 'green' || text === 'red';
}
