import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, FileDropzone, Modal, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { LineField } from '../../risk/edit/LineField.tsx';
import { RadioList } from '../../risk/edit/RadioList.tsx';
import type { HostDatasource } from '../../risk/host.ts';
import { documentName, type ModelDocument } from '../draft/modelDocument.ts';
import { emptyDocument, freeName, nameProblem, renamed, type NameProblem } from '../draft/newDocument.ts';
import { documentIn } from '../draft/yamlText.ts';
import { paintYaml } from '../text/paint.ts';
import { PaintedText } from '../text/PaintedText.tsx';
import { sampleModel } from './sampleModel.ts';

type From = 'empty' | 'sample' | 'yaml';

interface Props {
  /** Names that models or drafts have. */
  readonly taken: readonly string[];
  readonly datasources: readonly HostDatasource[];
  readonly onAdd: (document: ModelDocument) => void;
  readonly onCancel: () => void;
}

/** A new model: an empty one, the sample, or one that is there as YAML. It is saved in its editor, not here. */
export function AddModel({ taken, datasources, onAdd, onCancel }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [from, setFrom] = useState<From>('empty');
  const [typed, setTyped] = useState<string>();
  const [yaml, setYaml] = useState('');
  const imported = useMemo(() => (from === 'yaml' ? documentIn(yaml) : undefined), [from, yaml]);
  const suggested = useMemo(() => freeName(suggestion(from, imported), taken), [from, imported, taken]);
  const name = typed ?? suggested;
  const problem = nameProblem(name, taken);
  const isYamlWrong = from === 'yaml' && yaml.trim() !== '' && imported === undefined;
  const document = documentOf(from, name, imported, datasources);
  return (
    <Modal isOpen title={t('app.models.add.title', 'Add a model')} onDismiss={onCancel}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (document !== undefined && problem === undefined) onAdd(document);
        }}
      >
        <RadioList<From>
          label={t('app.models.add.from', 'Begin with')}
          value={from}
          choices={[
            { value: 'empty', label: t('app.models.add.empty', 'An empty model') },
            {
              value: 'sample',
              label: t('app.models.add.sample', 'The sample'),
              description: t(
                'app.models.add.sampleAbout',
                'A Telegram bot that qualifies leads: six signals of Prometheus and Loki, to look at and to change',
              ),
            },
            {
              value: 'yaml',
              label: t('app.models.add.yaml', 'YAML'),
              description: t('app.models.add.yamlAbout', 'A file of release-risk, or an export from another Grafana'),
            },
          ]}
          onChange={(chosen) => {
            setFrom(chosen);
            setTyped(undefined);
          }}
        />
        {from === 'yaml' && (
          <>
            <FileDropzone
              options={{
                multiple: false,
                accept: { 'application/yaml': ['.yaml', '.yml'], 'application/json': ['.json'] },
                onDrop: ([file]: File[]) => {
                  void file?.text().then(setYaml);
                },
              }}
            />
            <PaintedText
              aria-label={t('app.models.add.yamlText', 'The model as YAML')}
              value={yaml}
              onChange={setYaml}
              paint={paintYaml}
              rows={6}
              isWrapped={false}
              isInvalid={isYamlWrong}
            />
            {isYamlWrong && (
              <EditorNote tone="error" isAnswer>
                {t('app.models.add.yamlWrong', 'This is no YAML of one model.')}
              </EditorNote>
            )}
          </>
        )}
        <LineField
          label={t('app.models.add.name', 'Name')}
          hint={t(
            'app.models.add.nameAbout',
            'Stays in rules, dashboards and pipelines. Lower-case letters, digits, hyphens.',
          )}
          value={name}
          longest={60}
          onChange={setTyped}
          error={problem === undefined ? undefined : nameProblemText(problem)}
        />
        <Modal.ButtonRow>
          <Button variant="secondary" type="button" onClick={onCancel}>
            {t('app.models.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={document === undefined || problem !== undefined}>
            {t('app.models.add.go', 'Open in the editor')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

function suggestion(from: From, imported: ModelDocument | undefined): string {
  if (from === 'sample') return documentName(sampleModel()) ?? 'sample';
  return documentName(imported) ?? 'my-model';
}

function documentOf(
  from: From,
  name: string,
  imported: ModelDocument | undefined,
  datasources: readonly HostDatasource[],
): ModelDocument | undefined {
  switch (from) {
    case 'empty':
      return emptyDocument(name, datasources);
    case 'sample':
      return renamed(sampleModel(), name);
    case 'yaml':
      return imported && renamed(imported, name);
  }
}

export function nameProblemText(problem: NameProblem): string {
  switch (problem) {
    case 'empty':
      return t('app.models.name.empty', 'A model needs a name.');
    case 'form':
      return t('app.models.name.form', 'Lower-case letters, digits and single hyphens, such as lead-bot.');
    case 'long':
      return t('app.models.name.long', 'At most 40 characters.');
    case 'taken':
      return t('app.models.name.taken', 'Another model is called that.');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(2) }),
});
