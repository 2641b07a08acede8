import { t } from '@grafana/i18n';
import { Alert, Button, LinkButton } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { modelPath, overviewPath } from '../../app/paths.ts';
import ApplySection from '../../config/apply/ApplySection.tsx';
import { check } from '../../config/draft/checked.ts';
import { documentName, type ModelDocument } from '../../config/draft/modelDocument.ts';
import { sameValue } from '../../config/draft/sameValue.ts';
import type { Host } from '../../risk/host.ts';

interface Props {
  readonly host: Host;
  readonly document: ModelDocument;
  readonly saved: ModelDocument | undefined;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onDocument: (document: ModelDocument) => void;
  readonly onSave: () => void;
  /** Forgets what was kept of this start. */
  readonly onFinish: () => void;
}

/** Rules and dashboards in Grafana, and where to go on. */
export function ApplyStep({ host, document, saved, bindings, onDocument, onSave, onFinish }: Props): React.JSX.Element {
  const [isApplied, setApplied] = useState(false);
  const name = documentName(document) ?? 'model';
  const { model } = useMemo(() => check(JSON.stringify(document), name), [document, name]);
  const isSaved = saved !== undefined && sameValue(saved, document);
  return (
    <>
      {!isSaved && (
        <Alert severity="info" title={t('app.start.apply.unsaved', 'The model has changes that are not saved')}>
          <Button size="sm" onClick={onSave}>
            {t('app.start.save.save', 'Save the model')}
          </Button>
        </Alert>
      )}
      {model !== undefined && (
        <ApplySection
          model={model}
          document={document}
          bindings={bindings}
          isSaved={isSaved}
          onDocument={onDocument}
          onApplied={() => {
            setApplied(true);
          }}
        />
      )}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <LinkButton
          href={host.address(overviewPath)}
          variant={isApplied ? 'primary' : 'secondary'}
          icon="check"
          onClick={onFinish}
        >
          {t('app.start.apply.finish', 'Finish: to the overview')}
        </LinkButton>
        {saved !== undefined && (
          <LinkButton href={host.address(modelPath(name))} variant="secondary" icon="pen" onClick={onFinish}>
            {t('app.start.apply.edit', 'Edit the model')}
          </LinkButton>
        )}
      </div>
    </>
  );
}
