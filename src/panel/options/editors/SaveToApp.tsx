import { t } from '@grafana/i18n';
import { Button, LinkButton } from '@grafana/ui';
import { writePluginSettings } from '@release-risk/grafana/api/pluginSettings';
import { GrafanaError } from '@release-risk/grafana/errors';
import React, { useState } from 'react';
import type { Host } from '../../../risk/host.ts';
import type { OwnModel } from '../../own/ownModel.ts';
import { appModelsOf, type AppModels } from './appModels.ts';
import { EditorNote } from '../../../risk/edit/EditorNote.tsx';
import { withModel } from './savedModels.ts';
import { useAppModels } from './useAppModels.ts';
import { RAW } from '../../../risk/rawText.ts';
import { APP_ADDRESS } from '../../../risk/addresses.ts';

type Made = Extract<OwnModel, { ok: true }>;

interface Props {
  readonly host: Host;
  readonly made: Made;
  readonly showModel: (name: string) => void;
}

type Saving =
  | { readonly kind: 'no' }
  | { readonly kind: 'saving' }
  /** `text`: what was saved; what is edited afterwards is not. */
  | { readonly kind: 'saved'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Keeps the model in the app's settings, for those who may, and lets this panel show it from there. */
export function SaveToApp({ host, made, showModel }: Props): React.JSX.Element {
  const known = useAppModels(host);
  const [saving, setSaving] = useState<Saving>({ kind: 'no' });
  const { name } = made.model;
  if (!host.may('plugins:write')) {
    return (
      <EditorNote>
        {t(
          'panel.edit.save.mayNot',
          'An administrator can keep it in Release Risk: send them the file. (Permission plugins:write)',
        )}
      </EditorNote>
    );
  }
  if (saving.kind === 'saved' && saving.text === textOf(made)) {
    return (
      <EditorNote
        tone="success"
        isAnswer
        action={
          <>
            <Button
              size="sm"
              onClick={() => {
                showModel(name);
              }}
            >
              {t('panel.edit.save.use', 'Show the model here')}
            </Button>
            <LinkButton size="sm" variant="secondary" href={host.address(APP_ADDRESS)}>
              {t('panel.edit.modelName.openApp', 'Open Release Risk')}
            </LinkButton>
          </>
        }
      >
        {t('panel.edit.save.saved', 'Saved as {{name}}. This panel still reads its own queries.', { name, ...RAW })}
      </EditorNote>
    );
  }
  const obstacle = obstacleOf(known);
  if (obstacle !== undefined) return <EditorNote tone="warning">{obstacle}</EditorNote>;
  const replaces = known.kind === 'ready' && known.models.some((one) => one.name === name);
  const save = () => {
    setSaving({ kind: 'saving' });
    void saved(host, known, made).then(setSaving);
  };
  return (
    <>
      {saving.kind === 'failed' && (
        <EditorNote tone="error" isAnswer>
          {saving.reason}
        </EditorNote>
      )}
      {replaces && (
        <EditorNote tone="warning">
          {t(
            'panel.edit.save.replaces',
            'Release Risk has a model {{name}} already: saving replaces it for everybody. Another title gives another name.',
            { name, ...RAW },
          )}
        </EditorNote>
      )}
      <div>
        <Button
          size="sm"
          variant={replaces ? 'destructive' : 'primary'}
          icon="save"
          disabled={saving.kind === 'saving' || known.kind !== 'ready'}
          onClick={save}
        >
          {saveText(saving.kind === 'saving', replaces, name)}
        </Button>
      </div>
    </>
  );
}

function saveText(isSaving: boolean, replaces: boolean, name: string): string {
  if (isSaving) return t('panel.edit.save.saving', 'Saving…');
  return replaces
    ? t('panel.edit.save.replace', 'Replace {{name}} in Release Risk', { name, ...RAW })
    : t('panel.edit.save.save', 'Save to Release Risk');
}

function obstacleOf(known: AppModels): string | undefined {
  if (known.kind === 'disabled') {
    return t('panel.edit.save.disabled', 'It cannot be kept in Release Risk: the app is switched off.');
  }
  if (known.kind !== 'problem') return undefined;
  return t('panel.edit.save.unreadable', 'It cannot be kept in Release Risk: its settings cannot be read.');
}

function textOf({ document, bindings }: Made): string {
  return JSON.stringify([document, bindings]);
}

async function saved(host: Host, known: AppModels, made: Made): Promise<Saving> {
  if (known.kind !== 'ready') return { kind: 'no' };
  const store = appModelsOf(host);
  try {
    const client = host.client(new AbortController().signal);
    await writePluginSettings(client, withModel(known.settings, made.model, made.bindings));
    await store.ask();
    return { kind: 'saved', text: textOf(made) };
  } catch (error) {
    // Whoever was faster has to be seen before anything is written over it.
    await store.ask();
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof GrafanaError)) return error instanceof Error ? error.message : String(error);
  if (error.code === 'changed') {
    return t(
      'panel.edit.save.changed',
      'Somebody else changed the settings of Release Risk meanwhile. They were read anew: save again.',
    );
  }
  return t('panel.edit.save.failed', 'It was not saved: {{reason}}. {{hint}}', {
    reason: error.message,
    hint: error.hint,
    ...RAW,
  });
}
