import { t } from '@grafana/i18n';
import { Button, EmptyState } from '@grafana/ui';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React, { useMemo } from 'react';
import { keptModel } from '../save/saveModel.ts';
import { ModelEditor } from './ModelEditor.tsx';
import { useModelDraft } from './useModelDraft.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly name: string;
  readonly settings: StoredSettings;
  /** Goes to the editor of a model, or to the list. */
  readonly onOpen: (name: string | undefined) => void;
}

/** The editor of a model of the settings, or of one that was begun in this tab. */
export function EditorOf({ name, settings, onOpen }: Props): React.JSX.Element {
  const saved = useMemo(() => keptModel(settings, name), [settings, name]);
  const editing = useModelDraft(name, saved);
  if (editing === undefined) {
    return (
      <EmptyState
        variant="not-found"
        message={t('app.config.notFound', 'There is no model {{name}}', {
          name,
          ...RAW,
        })}
        button={
          <Button
            onClick={() => {
              onOpen(undefined);
            }}
          >
            {t('app.config.toModels', 'To the models')}
          </Button>
        }
      />
    );
  }
  return (
    <ModelEditor
      name={name}
      editing={editing}
      saved={saved}
      onSaved={(to) => {
        if (to !== name) onOpen(to);
      }}
      onForgotten={() => {
        onOpen(undefined);
      }}
    />
  );
}
