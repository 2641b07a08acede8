import { t } from '@grafana/i18n';
import { Button, LoadingPlaceholder } from '@grafana/ui';
import { earlierModel } from '@release-risk/apply/earlierModel';
import { modelDocument } from '@release-risk/compiler/emit/dashboards/modelDocument';
import { fieldDiff } from '@release-risk/grafana/state/fieldDiff';
import type { RiskModel } from '@release-risk/model/model';
import React, { useCallback, useState } from 'react';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import type { Host } from '../../risk/host.ts';
import { FailedNote } from '../FailedNote.tsx';
import { useRemote } from '../useRemote.ts';
import { ApplyPart } from './ApplyPart.tsx';
import { FieldChanges } from './FieldChanges.tsx';

interface Props {
  readonly host: Host;
  readonly model: RiskModel;
  readonly bindings: Readonly<Record<string, string>>;
  readonly version: number;
  readonly onApplied: () => void;
  readonly onDocument: ((document: Readonly<Record<string, unknown>>) => void) | undefined;
}

/** An earlier version beside the model as it is, and the way back to it. */
export function EarlierVersion({ host, model, bindings, version, onApplied, onDocument }: Props): React.JSX.Element {
  const [undoes, setUndoes] = useState(false);
  const { remote, again } = useRemote(
    useCallback(
      (signal: AbortSignal) => earlierModel(host.client(signal), model.name, version),
      [host, model.name, version],
    ),
  );
  if (remote.kind === 'loading')
    return <LoadingPlaceholder text={t('app.apply.earlier.loading', 'Reading that version…')} />;
  if (remote.kind === 'failed') {
    return (
      <FailedNote
        title={t('app.apply.earlier.failed', 'That version could not be read')}
        reason={remote.reason}
        hint={remote.hint}
        onAgain={again}
      />
    );
  }
  const earlier = remote.value;
  const document = modelDocument(earlier);
  const fields = fieldDiff(modelDocument(model), document);
  return (
    <FieldStack>
      {fields.length === 0 ? (
        <div>{t('app.apply.earlier.same', 'It is the same model as the one above.')}</div>
      ) : (
        <FieldChanges fields={fields} />
      )}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        {onDocument !== undefined && fields.length > 0 && (
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              onDocument(document);
            }}
          >
            {t('app.apply.earlier.edit', 'Take it into the editor')}
          </Button>
        )}
        {!undoes && (
          <Button
            size="sm"
            variant="secondary"
            icon="history"
            onClick={() => {
              setUndoes(true);
            }}
          >
            {t('app.apply.earlier.preview', 'Preview applying version {{version}}', { version })}
          </Button>
        )}
      </div>
      {undoes && <ApplyPart model={earlier} bindings={bindings} isSaved onApplied={onApplied} />}
    </FieldStack>
  );
}
