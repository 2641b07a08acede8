import { t } from '@grafana/i18n';
import { Alert, Button, Input } from '@grafana/ui';
import React, { useState } from 'react';
import { CodeText } from '../../config/apply/CodeText.tsx';
import { withKept, type ModelDocument } from '../../config/draft/modelDocument.ts';
import { nameProblem, type NameProblem } from '../../config/draft/newDocument.ts';
import { yamlOf } from '../../config/draft/yamlText.ts';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { FieldPair } from '../../risk/edit/FieldPair.tsx';
import { textIn } from '../../risk/edit/signalDraft.ts';
import type { SaveOutcome } from './saveStart.ts';

interface Props {
  readonly document: ModelDocument;
  /** Names of other models. */
  readonly taken: readonly string[];
  readonly maySave: boolean;
  readonly onDocument: (document: ModelDocument) => void;
  /** Saves, and goes on where it went well. */
  readonly onSave: () => Promise<SaveOutcome>;
}

/** How the model is called and who answers for it, and its way into the settings. */
export function SaveStep({ document, taken, maySave, onDocument, onSave }: Props): React.JSX.Element {
  const [outcome, setOutcome] = useState<SaveOutcome | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);
  const name = textIn(document, 'name') ?? '';
  const problem = nameProblem(name, taken);
  const field = (key: string) => (event: React.FormEvent<HTMLInputElement>) => {
    const value = event.currentTarget.value;
    onDocument(withKept(document, key, value === '' && key !== 'name' ? undefined : value));
  };
  const save = async (): Promise<void> => {
    setSaving(true);
    const said = await onSave();
    setOutcome(said);
    setSaving(false);
  };
  return (
    <>
      <FieldPair>
        <FieldFrame
          label={t('app.start.save.name', 'Name')}
          hint={t('app.start.save.nameAbout', 'Part of addresses and labels; it stays.')}
          error={problem === undefined ? undefined : nameText(problem)}
        >
          {(binding) => <Input {...binding} value={name} invalid={problem !== undefined} onChange={field('name')} />}
        </FieldFrame>
        <FieldFrame label={t('app.start.save.title', 'Title')}>
          {(binding) => <Input {...binding} value={textIn(document, 'title') ?? ''} onChange={field('title')} />}
        </FieldFrame>
        <FieldFrame
          label={t('app.start.save.owner', 'Owner')}
          hint={t('app.start.save.ownerAbout', 'Who answers for it.')}
        >
          {(binding) => <Input {...binding} value={textIn(document, 'owner') ?? ''} onChange={field('owner')} />}
        </FieldFrame>
      </FieldPair>
      {outcome !== undefined && <OutcomeNote outcome={outcome} />}
      {maySave ? (
        <div>
          <Button
            icon="save"
            disabled={problem !== undefined || isSaving}
            onClick={() => {
              void save();
            }}
          >
            {isSaving ? t('app.start.save.saving', 'Saving…') : t('app.start.save.save', 'Save the model')}
          </Button>
        </div>
      ) : (
        <Alert
          severity="info"
          title={t('app.start.save.mayNot', 'You may not save it: the permission plugins:write is missing')}
        >
          <div>
            {t(
              'app.start.save.mayNotAbout',
              'Give this text to whoever manages plugins, or apply it with release-risk apply.',
            )}
          </div>
          <CodeText label={t('app.start.save.yaml', 'The model as YAML')} text={yamlOf(document)} />
        </Alert>
      )}
    </>
  );
}

function nameText(problem: NameProblem): string {
  switch (problem) {
    case 'empty':
      return t('app.start.save.nameEmpty', 'A model needs a name.');
    case 'form':
      return t('app.start.save.nameForm', 'Small letters, digits and single hyphens, beginning with a letter.');
    case 'long':
      return t('app.start.save.nameLong', 'At most 40 characters.');
    case 'taken':
      return t('app.start.save.nameTaken', 'Another model has this name.');
  }
}

function OutcomeNote({ outcome }: { readonly outcome: SaveOutcome }): React.JSX.Element | null {
  switch (outcome.kind) {
    case 'saved':
      return null;
    case 'conflict':
    case 'nameTaken':
      return (
        <Alert severity="warning" title={t('app.start.save.conflict', 'Somebody saved a model of this name meanwhile')}>
          {t(
            'app.start.save.conflictAbout',
            'Theirs was not touched, and nothing you typed is lost: give yours another name.',
          )}
        </Alert>
      );
    case 'disabled':
      return (
        <Alert severity="warning" title={t('app.start.save.disabled', 'The app is switched off')}>
          {t('app.start.save.disabledAbout', 'Enable Release Risk under Administration > Plugins, then save again.')}
        </Alert>
      );
    case 'failed':
      return (
        <Alert severity="error" title={t('app.start.save.failed', 'It was not saved')}>
          <div>{outcome.reason}</div>
          <div>{outcome.hint}</div>
        </Alert>
      );
  }
}
