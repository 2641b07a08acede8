import { t } from '@grafana/i18n';
import { Alert, Button, Input } from '@grafana/ui';
import { draftDocument } from '@release-risk/propose/modelText';
import { PRESET_NAMES, PRESETS, type PresetName } from '@release-risk/propose/presets';
import type { Nothing } from '@release-risk/propose/propose';
import React, { useState } from 'react';
import { labelsIn } from '../../config/draft/services.ts';
import type { ModelDocument } from '../../config/draft/modelDocument.ts';
import { LeftOutList } from '../../config/signals/ProposalList.tsx';
import { ChoiceField } from '../../risk/edit/ChoiceField.tsx';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { FieldPair } from '../../risk/edit/FieldPair.tsx';

interface Props {
  /** Undefined: there is no datasource to look at. */
  readonly nothing: Nothing | undefined;
  readonly onLabels: (labels: readonly string[]) => void;
  readonly onDocument: (document: ModelDocument) => void;
  /** A model of this service, whose signals come from elsewhere. */
  readonly onEmpty: (service: string) => void;
}

/** Nothing was found to be proposed: name the label, or begin with a preset of conventional names. */
export function NothingFound({ nothing, onLabels, onDocument, onEmpty }: Props): React.JSX.Element {
  const [labels, setLabels] = useState('');
  const [preset, setPreset] = useState<PresetName>('http-prometheus');
  const [service, setService] = useState('');
  return (
    <>
      <Alert severity="info" title={t('app.start.nothing.title', 'There is nothing to propose')}>
        {nothing !== undefined && (
          <>
            <div>{nothing.reason}.</div>
            <LeftOutList leftOut={nothing.leftOut} />
          </>
        )}
      </Alert>
      <FieldFrame
        label={t('app.start.nothing.label', 'Label that tells services apart')}
        hint={t('app.start.nothing.labelAbout', 'Such as app, or namespace, app.')}
      >
        {(binding) => (
          <Input
            {...binding}
            value={labels}
            addonAfter={
              <Button
                variant="secondary"
                disabled={labelsIn(labels).length === 0}
                onClick={() => {
                  onLabels(labelsIn(labels));
                }}
              >
                {t('app.start.nothing.again', 'Look again')}
              </Button>
            }
            onChange={(event) => {
              setLabels(event.currentTarget.value);
            }}
          />
        )}
      </FieldFrame>
      <FieldPair>
        <ChoiceField<PresetName>
          label={t('app.start.nothing.preset', 'Or begin with a preset')}
          value={preset}
          choices={PRESET_NAMES.map((value) => ({ value, label: value, description: PRESETS[value].summary }))}
          onChange={setPreset}
        />
        <FieldFrame label={t('app.start.nothing.service', 'Name of the service')}>
          {(binding) => (
            <Input
              {...binding}
              value={service}
              onChange={(event) => {
                setService(event.currentTarget.value);
              }}
            />
          )}
        </FieldFrame>
      </FieldPair>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Button
          variant="secondary"
          disabled={service.trim() === ''}
          onClick={() => {
            onEmpty(service.trim());
          }}
        >
          {t('app.start.nothing.empty', 'Begin without signals')}
        </Button>
        <Button
          disabled={service.trim() === ''}
          onClick={() => {
            onDocument(draftDocument(PRESETS[preset].draft(service.trim())));
          }}
        >
          {t('app.start.nothing.take', 'Take the preset')}
        </Button>
      </div>
    </>
  );
}
