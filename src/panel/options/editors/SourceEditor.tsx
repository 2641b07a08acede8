import { t } from '@grafana/i18n';
import React from 'react';
import type { Choice } from '../../../risk/edit/ChoiceField.tsx';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import { RadioList } from '../../../risk/edit/RadioList.tsx';
import { nameOf } from '../../../risk/read/readDocument.ts';
import { EditorNote } from '../../../risk/edit/EditorNote.tsx';
import type { OptionEditorProps } from './panelOptions.tsx';
import { RAW } from '../../../risk/rawText.ts';

type Source = 'live' | 'own' | 'targets';

/** Which of the three ways into the panel. */
export default function SourceEditor({ value, onChange, context }: OptionEditorProps): React.JSX.Element {
  const carried: unknown = context.options?.['model'];
  const source = value === 'live' || value === 'own' || value === 'targets' ? value : undefined;
  return (
    <FieldStack>
      <RadioList<Source>
        label={t('panel.edit.source.name', 'Where the score comes from')}
        isLabelDrawn={false}
        value={source}
        choices={choices(carried !== undefined)}
        onChange={onChange}
      />
      {carried !== undefined && <Generated source={source} name={nameOf(carried) ?? ''} />}
    </FieldStack>
  );
}

function choices(isGenerated: boolean): readonly Choice<Source>[] {
  const live: Choice<Source> = {
    value: 'live',
    label: t('panel.edit.source.live', 'A model'),
    description: t('panel.edit.source.liveAbout', 'One of the models in Release Risk; the panel needs no queries'),
  };
  const own: Choice<Source> = {
    value: 'own',
    label: t('panel.edit.source.own', 'Own queries'),
    description: t('panel.edit.source.ownAbout', 'Each query of this panel is a signal with a weight and a limit'),
  };
  const plan: Choice<Source> = {
    value: 'targets',
    label: t('panel.edit.source.targets', 'Plan of this dashboard'),
    description: t('panel.edit.source.targetsAbout', 'The queries that were generated from a model'),
  };
  return isGenerated ? [plan, live, own] : [live, own];
}

/** What it means that a dashboard was generated. */
function Generated({ source, name }: { readonly source: Source | undefined; readonly name: string }) {
  if (source === 'targets') {
    return (
      <EditorNote>
        {t(
          'panel.edit.source.generated',
          'This panel was generated from the model {{name}}: its queries are the model’s plan, so change the model, not the queries. You may switch to another source; the plan stays here for when you come back.',
          { name, ...RAW },
        )}
      </EditorNote>
    );
  }
  if (source !== 'own') return null;
  return (
    <EditorNote tone="warning">
      {t(
        'panel.edit.source.planAsOwn',
        'The queries of this panel are the plan of {{name}}, not signals: remove them before you write your own.',
        { name, ...RAW },
      )}
    </EditorNote>
  );
}
