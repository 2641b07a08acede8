import { t } from '@grafana/i18n';
import { TagsInput } from '@grafana/ui';
import React from 'react';
import { FieldFrame } from '../../../risk/edit/FieldFrame.tsx';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import { findingAt, findingsBeside, findingText } from '../../../risk/edit/finding.ts';
import { LineField } from '../../../risk/edit/LineField.tsx';
import type { Host } from '../../../risk/host.ts';
import { ownQueriesSchema, type OwnQueries } from '../ownQueries.ts';
import { editorHost } from './editorHost.ts';
import type { EditorState } from './editorState.ts';
import { EditorNote } from '../../../risk/edit/EditorNote.tsx';
import { ModelExport } from './ModelExport.tsx';
import type { OptionEditorProps } from './panelOptions.tsx';
import { ownSettings } from './ownSettings.ts';
import { TargetCard } from './TargetCard.tsx';

/** How the queries of the panel are judged. */
export default function OwnEditor({ value, onChange, context }: OptionEditorProps): React.JSX.Element {
  return (
    <OwnFields
      host={editorHost()}
      own={ownQueriesSchema.parse(value ?? {})}
      state={context.instanceState}
      onChange={onChange}
    />
  );
}

interface Props {
  readonly host: Host;
  readonly own: OwnQueries;
  /** Undefined until the panel has said which queries it reads. */
  readonly state: EditorState | undefined;
  readonly onChange: (own: OwnQueries) => void;
}

function OwnFields({ host, own, state, onChange }: Props): React.JSX.Element {
  const targets = state?.targets ?? [];
  const settings = ownSettings(own, targets);
  const { general } = settings;
  return (
    <FieldStack>
      {targets.length === 0 ? (
        <NoQueries isKnown={state !== undefined} />
      ) : (
        settings.targets.map((one) => (
          <TargetCard
            key={one.target.refId}
            settings={one}
            isOpenAtFirst={targets.length === 1}
            onChange={(draft) => {
              onChange({ ...own, signals: { ...own.signals, [one.target.refId]: draft } });
            }}
          />
        ))
      )}
      {findingsBeside(general, ['title', 'identity.labels']).map((finding) => (
        <EditorNote key={findingText(finding)} tone="error" isAnswer>
          {findingText(finding)}
        </EditorNote>
      ))}
      <LineField
        label={t('panel.edit.own.title', 'What is judged')}
        hint={t('panel.edit.own.titleAbout', 'What people call it, such as the name of the product')}
        value={own.title}
        placeholder={t('panel.edit.own.untitled', 'Own queries')}
        longest={120}
        onChange={(title) => {
          onChange({ ...own, title });
        }}
        error={findingAt(general, 'title')}
      />
      <FieldFrame
        label={t('panel.edit.own.labels', 'Labels that name a service')}
        hint={t('panel.edit.own.labelsAbout', 'Each query gives one number for each of their values')}
        error={findingAt(general, 'identity.labels')}
      >
        {({ id }) => (
          <TagsInput
            id={id}
            tags={[...own.labels]}
            placeholder={t('panel.edit.own.addLabel', 'Add a label, press Enter')}
            onChange={(labels) => {
              onChange({ ...own, labels: labels.length === 0 ? ['service'] : labels });
            }}
          />
        )}
      </FieldFrame>
      {state !== undefined && targets.length > 0 && (
        <ModelExport host={host} made={settings.made} targets={targets} showModel={state.showModel} />
      )}
    </FieldStack>
  );
}

function NoQueries({ isKnown }: { readonly isKnown: boolean }): React.JSX.Element {
  if (!isKnown) {
    return <EditorNote isAnswer>{t('panel.edit.own.reading', 'Looking for the queries of this panel…')}</EditorNote>;
  }
  return (
    <EditorNote>
      {t(
        'panel.edit.own.noQueries',
        'This panel has no query yet. Write one below that gives one number per service, such as an error rate: it becomes a signal here.',
      )}
    </EditorNote>
  );
}
