import { t } from '@grafana/i18n';
import { Button, Combobox, LinkButton, type ComboboxOption } from '@grafana/ui';
import React from 'react';
import { FieldFrame } from '../../../risk/edit/FieldFrame.tsx';
import { FieldStack } from '../../../risk/edit/FieldStack.tsx';
import type { Host } from '../../../risk/host.ts';
import { nameOf } from '../../../risk/read/readDocument.ts';
import { problemText } from '../../../risk/view/problemTexts.ts';
import { appModelsOf, type AppModel } from './appModels.ts';
import { editorHost } from './editorHost.ts';
import { EditorNote } from '../../../risk/edit/EditorNote.tsx';
import type { OptionEditorProps } from './panelOptions.tsx';
import { useAppModels } from './useAppModels.ts';
import { RAW } from '../../../risk/rawText.ts';
import { PLUGIN_ADDRESS } from '../../../risk/addresses.ts';
import { APP_ADDRESS } from '../../../risk/addresses.ts';

/** Which model of the app's settings. */
export default function ModelNameEditor({ value, onChange, context }: OptionEditorProps): React.JSX.Element {
  const carried: unknown = context.options?.['model'];
  return (
    <ModelPicker
      host={editorHost()}
      value={typeof value === 'string' && value !== '' ? value : undefined}
      carried={carried === undefined ? undefined : (nameOf(carried) ?? '')}
      onChange={onChange}
    />
  );
}

interface Props {
  readonly host: Host;
  readonly value: string | undefined;
  /** The name of the model that the dashboard carries; it is asked where none is chosen. */
  readonly carried: string | undefined;
  readonly onChange: (name: string | undefined) => void;
}

function ModelPicker({ host, value, carried, onChange }: Props): React.JSX.Element {
  const known = useAppModels(host);
  switch (known.kind) {
    case 'loading':
      return (
        <EditorNote isAnswer>{t('panel.edit.modelName.loading', 'Looking for the models of this Grafana…')}</EditorNote>
      );
    case 'disabled':
      return (
        <EditorNote
          tone="warning"
          action={
            <LinkButton size="sm" variant="secondary" href={host.address(PLUGIN_ADDRESS)}>
              {t('panel.problem.openPlugin', 'Open the plugin')}
            </LinkButton>
          }
        >
          {t(
            'panel.edit.modelName.disabled',
            'The Release Risk app holds the models and is switched off. Whoever manages plugins can enable it.',
          )}
        </EditorNote>
      );
    case 'problem': {
      const { title, details } = problemText(known.problem);
      return (
        <EditorNote tone="error" action={<Again host={host} />}>
          {t('panel.edit.modelName.unreadable', 'The models cannot be read: {{reason}}', {
            reason: details[0] ?? title,
            ...RAW,
          })}
        </EditorNote>
      );
    }
    case 'ready':
      if (known.models.length === 0 && value === undefined && carried === undefined) return <NoModelYet host={host} />;
      return <Choices host={host} models={known.models} value={value} carried={carried} onChange={onChange} />;
  }
}

function NoModelYet({ host }: { readonly host: Host }): React.JSX.Element {
  return (
    <EditorNote
      action={
        <>
          <LinkButton size="sm" href={host.address(APP_ADDRESS)}>
            {t('panel.edit.modelName.openApp', 'Open Release Risk')}
          </LinkButton>
          <Again host={host} />
        </>
      }
    >
      {t(
        'panel.edit.modelName.none',
        'Release Risk holds no model yet. Make one there, or choose “Own queries” above and turn them into one.',
      )}
    </EditorNote>
  );
}

function Choices({ host, models, value, carried, onChange }: Props & { readonly models: readonly AppModel[] }) {
  const found = models.find(({ name }) => name === value);
  return (
    <FieldStack>
      <FieldFrame
        label={t('panel.edit.modelName.label', 'Model of this panel')}
        isLabelDrawn={false}
        hint={hintOf(found, value, carried)}
        error={errorOf(found, value)}
      >
        {({ id }) => (
          <Combobox<string>
            id={id}
            isClearable
            value={value ?? null}
            invalid={value !== undefined && found?.model === undefined}
            placeholder={t('panel.edit.modelName.choose', 'Choose a model')}
            options={models.map(optionOf)}
            onChange={(option) => {
              onChange(option?.value);
            }}
          />
        )}
      </FieldFrame>
      {value !== undefined && found === undefined && (
        <div>
          <Again host={host} />
        </div>
      )}
    </FieldStack>
  );
}

function optionOf({ name, model }: AppModel): ComboboxOption<string> {
  const description =
    model === undefined ? t('panel.edit.modelName.brokenShort', 'cannot be read') : model.title === name ? '' : name;
  return { value: name, label: model?.title ?? name, ...(description === '' ? {} : { description }) };
}

function hintOf(found: AppModel | undefined, value: string | undefined, carried: string | undefined) {
  if (value === undefined) {
    return carried === undefined
      ? undefined
      : t('panel.edit.modelName.carried', 'While none is chosen: {{name}}, as this dashboard carries it', {
          name: carried,
          ...RAW,
        });
  }
  return found?.model?.signals.map(({ title }) => title).join(', ');
}

function errorOf(found: AppModel | undefined, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (found === undefined) {
    return t('panel.edit.modelName.gone', 'Release Risk has no model {{name}}: it was renamed or removed.', {
      name: value,
      ...RAW,
    });
  }
  if (found.model !== undefined) return undefined;
  return t('panel.edit.modelName.broken', 'This model cannot be read; the panel says why. Mend it in Release Risk.');
}

function Again({ host }: { readonly host: Host }): React.JSX.Element {
  return (
    <Button
      size="sm"
      variant="secondary"
      icon="sync"
      onClick={() => {
        void appModelsOf(host).ask();
      }}
    >
      {t('panel.edit.modelName.again', 'Look again')}
    </Button>
  );
}
