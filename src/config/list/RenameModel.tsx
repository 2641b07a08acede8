import { t } from '@grafana/i18n';
import { Button, Modal } from '@grafana/ui';
import React, { useState } from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { LineField } from '../../risk/edit/LineField.tsx';
import { nameProblem } from '../draft/newDocument.ts';
import { nameProblemText } from './AddModel.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly name: string;
  readonly taken: readonly string[];
  readonly isBusy: boolean;
  readonly onRename: (name: string) => void;
  readonly onCancel: () => void;
}

/** Another name for a model, with what keeps the old one. */
export function RenameModel({ name, taken, isBusy, onRename, onCancel }: Props): React.JSX.Element {
  const [typed, setTyped] = useState(name);
  const others = taken.filter((one) => one !== name);
  const problem = nameProblem(typed, others);
  const raw = { name, ...RAW };
  return (
    <Modal isOpen title={t('app.models.rename.title', 'Rename {{name}}', raw)} onDismiss={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === undefined && typed !== name) onRename(typed);
        }}
      >
        <LineField
          label={t('app.models.add.name', 'Name')}
          value={typed}
          longest={60}
          onChange={setTyped}
          error={problem === undefined ? undefined : nameProblemText(problem)}
        />
        <EditorNote tone="warning">
          {t(
            'app.models.rename.about',
            'Rules and dashboards that were applied keep the name {{name}} until they are removed with release-risk destroy; panels and pipelines that name the model have to be told. A title can be changed without any of that.',
            raw,
          )}
        </EditorNote>
        <Modal.ButtonRow>
          <Button variant="secondary" type="button" onClick={onCancel}>
            {t('app.models.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={isBusy || problem !== undefined || typed === name}>
            {t('app.models.rename.go', 'Rename')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
