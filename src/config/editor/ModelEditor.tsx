import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense, useCallback, useContext, useMemo } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { draftStorage } from '../../runtime/draftStorage.ts';
import { useSettled } from '../apply/useSettled.ts';
import { errorsOf } from '../draft/checked.ts';
import { isTextUnreadable, textOf } from '../draft/draft.ts';
import { documentName, type ModelDocument } from '../draft/modelDocument.ts';
import { ConflictPart } from '../save/ConflictPart.tsx';
import { SaveBar } from '../save/SaveBar.tsx';
import { SavedNote } from '../save/SavedNote.tsx';
import type { KeptModel } from '../save/sections.ts';
import { useSaving } from '../save/useSaving.ts';
import { WhatIfPart } from '../whatIf/WhatIfPart.tsx';
import { DiagnosticList } from './DiagnosticList.tsx';
import { MayEdit } from './Editable.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { ModelForm } from './ModelForm.tsx';
import type { ModelDraft } from './useModelDraft.ts';
import { useWhatIf } from './useWhatIf.ts';
import { YamlPart } from './YamlPart.tsx';
import { RAW } from '../../risk/rawText.ts';
import { PLUGIN_ADDRESS } from '../../risk/addresses.ts';

const ApplySection = lazy(() => import('../apply/ApplySection.tsx'));

interface Props {
  /** Under which name the settings hold it. */
  readonly name: string;
  readonly editing: ModelDraft;
  readonly saved: KeptModel | undefined;
  /** It is kept under this name now. */
  readonly onSaved: (name: string) => void;
  /** A model that was never saved is not wanted any more. */
  readonly onForgotten: () => void;
}

/** A model, to be changed by its form and by its YAML, with what each change does to every service. */
export function ModelEditor({ name, editing, saved, onSaved, onForgotten }: Props): React.JSX.Element {
  const { host, reloadSettings } = useApp();
  const styles = useStyles2(getStyles);
  const { draft, edit, text, isTextShown, showText, checked, isChanged } = editing;
  const { saving, save, putAway } = useSaving(host);
  const whatIf = useWhatIf(host, editing, saved);
  const mayEdit = host.may('plugins:write');
  const errors = errorsOf(checked).length;
  const unreadable = isTextUnreadable(draft);
  const newName = documentName(draft.document) ?? name;

  const onDocument = useCallback(
    (document: ModelDocument) => {
      edit({ kind: 'document', document });
    },
    [edit],
  );
  const onSave = async () => {
    const mine = { document: draft.document, bindings: draft.bindings };
    const became = await save({ name, base: draft.base, mine });
    if (became.kind !== 'saved') return;
    edit({ kind: 'settled', base: mine });
    draftStorage.write(name, undefined);
    reloadSettings();
    onSaved(newName);
  };
  const onDiscard = () => {
    putAway();
    if (draft.base !== undefined) {
      edit({ kind: 'reverted' });
      return;
    }
    draftStorage.write(name, undefined);
    onForgotten();
  };
  const yaml = useMemo(() => (isTextShown ? textOf(draft) : ''), [draft, isTextShown]);

  return (
    <MayEdit.Provider value={mayEdit}>
      {isChanged && mayEdit && (
        <LeaveGuard
          onDiscard={() => {
            draftStorage.write(name, undefined);
          }}
        />
      )}
      <SaveBar
        name={newName}
        yaml={() => textOf(draft)}
        mayEdit={mayEdit}
        isChanged={isChanged}
        isNew={draft.base === undefined}
        isSaving={saving.kind === 'saving'}
        errors={errors}
        warnings={checked.diagnostics.length - errors}
        onSave={() => {
          void onSave();
        }}
        onDiscard={onDiscard}
      />
      <div className={styles.notes}>
        {!mayEdit && (
          <EditorNote>
            {t(
              'app.config.readOnly',
              'You may look, and not change anything: that needs the permission plugins:write, which administrators have.',
            )}
          </EditorNote>
        )}
        {newName !== name && (
          <EditorNote tone="warning">
            {t(
              'app.config.renames',
              'Saving renames {{name}} to {{newName}}: rules and dashboards of the old name stay until they are removed, and panels that show it have to be told.',
              { name, newName, ...RAW },
            )}
          </EditorNote>
        )}
        {/* What was said about the last save is not about what was typed since. */}
        <SavedNote
          saving={saving.kind === 'saved' && isChanged ? { kind: 'no' } : saving}
          pluginAddress={host.address(PLUGIN_ADDRESS)}
        />
        {saving.kind === 'conflict' && (
          <ConflictPart
            base={draft.base}
            mine={draft}
            theirs={saving.theirs}
            onMerged={(merged) => {
              edit({ kind: 'merged', base: saving.theirs, merged });
              reloadSettings();
              putAway();
            }}
            onLater={putAway}
          />
        )}
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <TabsBar>
            <Tab
              label={t('app.config.form', 'Form')}
              active={!isTextShown}
              onChangeTab={() => {
                showText(false);
              }}
            />
            <Tab
              label={t('app.config.yaml.title', 'YAML')}
              active={isTextShown}
              counter={checked.diagnostics.length === 0 ? null : checked.diagnostics.length}
              onChangeTab={() => {
                showText(true);
              }}
            />
          </TabsBar>
          {isTextShown ? (
            <YamlPart
              text={yaml}
              onChange={(typed) => {
                edit({ kind: 'text', text: typed });
              }}
              diagnostics={text === yaml ? checked.diagnostics : []}
              isUnreadable={unreadable}
              onDrop={() => {
                edit({ kind: 'dropText' });
              }}
            />
          ) : (
            <>
              {unreadable ? (
                <EditorNote tone="warning">
                  {t(
                    'app.config.formWaits',
                    'The YAML cannot be read as it stands: mend it there, or go back to what the form shows.',
                  )}
                </EditorNote>
              ) : (
                <DiagnosticList diagnostics={checked.diagnostics} onGoTo={undefined} />
              )}
              <MayEdit.Provider value={mayEdit && !unreadable}>
                <ModelForm editing={editing} onDocument={onDocument} readings={whatIf.readings} />
              </MayEdit.Provider>
            </>
          )}
        </div>
        <aside className={styles.aside} aria-label={t('app.config.whatIf.title', 'What if')}>
          <WhatIfPart
            result={whatIf.result}
            readings={whatIf.readings}
            hasErrors={checked.model === undefined}
            onAsk={whatIf.ask}
          />
        </aside>
      </div>
      <ApplyPlace editing={editing} onDocument={onDocument} />
    </MayEdit.Provider>
  );
}

interface ApplyPlaceProps {
  readonly editing: ModelDraft;
  readonly onDocument: (document: ModelDocument) => void;
}

/** What applies the model. It reads a lot of Grafana, so it waits until nobody has typed for a moment. */
function ApplyPlace({ editing, onDocument }: ApplyPlaceProps): React.JSX.Element | null {
  const styles = useStyles2(getStyles);
  const { checked, draft, isChanged } = useSettled(editing);
  const mayEdit = useContext(MayEdit);
  if (checked.model === undefined) return null;
  return (
    <div className={styles.apply}>
      <Suspense fallback={<PageLoading />}>
        <ApplySection
          model={checked.model}
          document={draft.document}
          bindings={draft.bindings}
          isSaved={!isChanged}
          onDocument={mayEdit ? onDocument : undefined}
        />
      </Suspense>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notes: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1),
    '&:not(:empty)': { padding: theme.spacing(1, 0) },
  }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(300px, 30%)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('lg')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  main: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(2), minWidth: 0 }),
  apply: css({ marginTop: theme.spacing(4) }),
  aside: css({
    position: 'sticky',
    top: theme.spacing(13),
    maxHeight: `calc(100vh - ${theme.spacing(14)})`,
    paddingTop: theme.spacing(1.5),
    overflow: 'auto',
    minWidth: 0,
    [theme.breakpoints.down('lg')]: { position: 'static', maxHeight: 'none' },
  }),
});
