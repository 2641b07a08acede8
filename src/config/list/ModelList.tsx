import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, ConfirmModal, EmptyState, useStyles2 } from '@grafana/ui';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React, { useMemo, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { draftStorage } from '../../runtime/draftStorage.ts';
import { documentName, type ModelDocument } from '../draft/modelDocument.ts';
import { freeName, renamed } from '../draft/newDocument.ts';
import { yamlOf } from '../draft/yamlText.ts';
import { download } from '../../risk/edit/download.ts';
import { keptModel } from '../save/saveModel.ts';
import { SavedNote } from '../save/SavedNote.tsx';
import { settingsSize } from '../save/settingsBytes.ts';
import { useSaving } from '../save/useSaving.ts';
import { isPart } from '../../risk/edit/signalDraft.ts';
import { AddModel } from './AddModel.tsx';
import { listedModels, type ListedModel } from './listedModels.ts';
import { ModelRow } from './ModelRow.tsx';
import { removeDocument } from './removeDocument.ts';
import { RenameModel } from './RenameModel.tsx';
import { SizeMeter } from './SizeMeter.tsx';
import { useApplied } from './useApplied.ts';
import { RAW } from '../../risk/rawText.ts';
import { PLUGIN_ADDRESS } from '../../risk/addresses.ts';

interface Props {
  readonly settings: StoredSettings;
  /** Opens the editor of a model or of a draft. */
  readonly onOpen: (name: string) => void;
}

type Asking =
  | { readonly kind: 'add' }
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'remove'; readonly model: ListedModel };

/** Every model of the settings: also those that cannot be read. */
export function ModelList({ settings, onOpen }: Props): React.JSX.Element {
  const { host, reloadSettings } = useApp();
  const styles = useStyles2(getStyles);
  const mayEdit = host.may('plugins:write');
  const listed = useMemo(() => listedModels(settings), [settings]);
  const sound = useMemo(() => listed.flatMap(({ state }) => (state.kind === 'sound' ? [state.model] : [])), [listed]);
  const applied = useApplied(host, sound);
  const size = useMemo(() => settingsSize(settings), [settings]);
  const [asking, setAsking] = useState<Asking>();
  const [failed, setFailed] = useState<string>();
  const { saving, save } = useSaving(host);
  const names = listed.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const [drafts, setDrafts] = useState(draftStorage.keys);
  const taken = [...names, ...drafts];
  const close = () => {
    setAsking(undefined);
  };

  const begin = (document: ModelDocument, bindings: Readonly<Record<string, string>> = {}) => {
    const name = documentName(document) ?? freeName('model', taken);
    draftStorage.write(name, { document, bindings });
    onOpen(name);
  };
  const remove = async ({ document }: ListedModel) => {
    close();
    try {
      await removeDocument(host, document, new AbortController().signal);
      setFailed(undefined);
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
    reloadSettings();
  };
  const rename = async (name: string, to: string) => {
    const base = keptModel(settings, name);
    if (base === undefined) return;
    const became = await save({ name, base, mine: { ...base, document: renamed(base.document, to) } });
    close();
    if (became.kind === 'saved' || became.kind === 'conflict') reloadSettings();
  };

  return (
    <div className={styles.list}>
      <div className={styles.top}>
        <SizeMeter size={size} />
        {mayEdit && (
          <Button
            icon="plus"
            onClick={() => {
              setAsking({ kind: 'add' });
            }}
          >
            {t('app.models.add.open', 'Add a model')}
          </Button>
        )}
      </div>
      {!mayEdit && (
        <EditorNote>
          {t('app.models.readOnly', 'You may look and export. Changing models needs the permission plugins:write.')}
        </EditorNote>
      )}
      {mayEdit && (
        <div className={styles.quiet}>
          {t(
            'app.models.provisioned',
            'If a provisioning file sets up Release Risk, Grafana writes its models over these at each start: change the file too. Grafana does not tell whether there is one.',
          )}
        </div>
      )}
      {failed !== undefined && (
        <EditorNote tone="error" isAnswer>
          {t('app.models.remove.failed', 'It was not removed: {{reason}}', {
            reason: failed,
            ...RAW,
          })}
        </EditorNote>
      )}
      {saving.kind === 'conflict' && (
        <EditorNote tone="warning" isAnswer>
          {t(
            'app.models.conflict',
            'Somebody changed that model meanwhile; nothing was written. Look again, then repeat.',
          )}
        </EditorNote>
      )}
      {saving.kind !== 'saved' && <SavedNote saving={saving} pluginAddress={host.address(PLUGIN_ADDRESS)} />}
      <Drafts
        names={drafts.filter((name) => !names.includes(name))}
        onOpen={onOpen}
        onForget={(name) => {
          draftStorage.write(name, undefined);
          setDrafts(draftStorage.keys());
        }}
      />
      {listed.length === 0 ? (
        <EmptyState
          variant="call-to-action"
          message={t('app.models.none.title', 'No model yet')}
          button={
            mayEdit ? (
              <Button
                icon="plus"
                onClick={() => {
                  setAsking({ kind: 'add' });
                }}
              >
                {t('app.models.add.open', 'Add a model')}
              </Button>
            ) : undefined
          }
        >
          {t('app.models.none.about', 'A model says which signals make a release risky, and by how much.')}
        </EmptyState>
      ) : (
        <ul className={styles.rows} aria-label={t('app.models.title', 'Models')}>
          {listed.map((model) => (
            <ModelRow
              key={`${String(model.at)} ${model.name ?? ''}`}
              model={model}
              bytes={size.models[model.at] ?? 0}
              hasDraft={model.name !== undefined && drafts.includes(model.name)}
              applied={model.name === undefined ? undefined : applied.get(model.name)}
              mayEdit={mayEdit}
              onOpen={
                model.name === undefined || model.isShadowed
                  ? undefined
                  : () => {
                      onOpen(model.name ?? '');
                    }
              }
              onExport={() => {
                download(`${model.name ?? 'model'}.yaml`, exported(model.document));
              }}
              onDuplicate={
                isPart(model.document)
                  ? () => {
                      const document: ModelDocument = model.document as ModelDocument;
                      begin(
                        renamed(document, freeName(model.name ?? 'model', taken)),
                        settings.bindings[model.name ?? ''],
                      );
                    }
                  : undefined
              }
              onRename={
                model.state.kind !== 'sound' || model.isShadowed
                  ? undefined
                  : () => {
                      setAsking({ kind: 'rename', name: model.name ?? '' });
                    }
              }
              onRemove={() => {
                setAsking({ kind: 'remove', model });
              }}
            />
          ))}
        </ul>
      )}
      {asking?.kind === 'add' && (
        <AddModel taken={taken} datasources={host.datasources()} onAdd={begin} onCancel={close} />
      )}
      {asking?.kind === 'rename' && (
        <RenameModel
          name={asking.name}
          taken={taken}
          isBusy={saving.kind === 'saving'}
          onRename={(to) => {
            void rename(asking.name, to);
          }}
          onCancel={close}
        />
      )}
      {asking?.kind === 'remove' && (
        <ConfirmModal
          isOpen
          title={t('app.models.remove.title', 'Remove {{name}}?', {
            name: asking.model.name ?? '',
            ...RAW,
          })}
          body={t(
            'app.models.remove.about',
            'It leaves the settings for everybody. Rules and dashboards that were applied stay until release-risk destroy removes them. Export it first if you may want it back.',
          )}
          confirmText={t('app.models.remove.go', 'Remove')}
          dismissText={t('app.models.cancel', 'Cancel')}
          onConfirm={() => {
            void remove(asking.model);
          }}
          onDismiss={close}
        />
      )}
    </div>
  );
}

function exported(document: unknown): string {
  return isPart(document) ? yamlOf(document) : JSON.stringify(document, null, 2);
}

interface DraftsProps {
  readonly names: readonly string[];
  readonly onOpen: (name: string) => void;
  readonly onForget: (name: string) => void;
}

/** What was begun in this tab of the browser and never saved. */
function Drafts({ names, onOpen, onForget }: DraftsProps): React.JSX.Element {
  return (
    <>
      {names.map((name) => (
        <EditorNote
          key={name}
          action={
            <>
              <Button
                size="sm"
                onClick={() => {
                  onOpen(name);
                }}
              >
                {t('app.models.draft.open', 'Go on')}
              </Button>
              <Button
                size="sm"
                variant="secondary"
                onClick={() => {
                  onForget(name);
                }}
              >
                {t('app.models.draft.forget', 'Discard')}
              </Button>
            </>
          }
        >
          {t('app.models.draft.about', '{{name}} was begun here and is not saved yet.', {
            name,
            ...RAW,
          })}
        </EditorNote>
      ))}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(2) }),
  top: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 3),
  }),
  quiet: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  rows: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
});
