import { t } from '@grafana/i18n';
import type { BaselineKind } from '@release-risk/model/baseline';
import type { DatasourceType } from '@release-risk/model/model';
import React from 'react';
import { ChoiceField, type Choice } from './ChoiceField.tsx';
import { FieldStack } from './FieldStack.tsx';
import { findingAt, type Finding } from './finding.ts';
import { LineField } from './LineField.tsx';
import { NumberField } from './NumberField.tsx';
import { numberIn, textIn, withMember, type Part } from './signalDraft.ts';

/** The last two need more than a query by itself: a deployment, or a canary beside stable instances. */
type OfferedBaseline = BaselineKind;

interface Props {
  readonly value: Part | undefined;
  readonly type: DatasourceType;
  readonly onChange: (baseline: Part) => void;
  readonly findings: readonly Finding[];
  /** Whether a whole model is edited, which can know deployments and canaries. */
  readonly isWholeModel?: boolean | undefined;
}

/** What the language takes where nothing is said. */
const WEEKS = 4;
const WINDOW = '7d';

/** What the usual of a signal is taken from. */
export function BaselineFields({ value, type, onChange, findings, isWholeModel = false }: Props): React.JSX.Element {
  const kind = textIn(value, 'kind') ?? (type === 'prometheus' ? 'trailing' : undefined);
  return (
    <FieldStack>
      <ChoiceField
        label={t('panel.edit.baseline.label', 'Its usual is')}
        hint={kind === 'recorded' ? recordedHint() : undefined}
        value={kind}
        choices={[...choicesFor(type), ...(isWholeModel ? choicesOfModels(type) : [])]}
        onChange={(chosen) => {
          onChange(chosen === 'sameHour' ? { kind: chosen, weeks: type === 'loki' ? 2 : WEEKS } : { kind: chosen });
        }}
        error={findingAt(findings, 'baseline', ['baseline.weeks', 'baseline.window'])}
      />
      {kind !== 'sameHour' && kind !== 'control' && (
        <LineField
          label={t('panel.edit.baseline.window', 'How far back')}
          hint={t('panel.edit.baseline.windowAbout', 'Such as 6h, 2d or 7d. The last 2 hours are left out.')}
          value={textIn(value, 'window') ?? ''}
          placeholder={WINDOW}
          longest={12}
          onChange={(window) => {
            onChange(withMember(value ?? { kind }, 'window', window.trim() === '' ? undefined : window));
          }}
          error={findingAt(findings, 'baseline.window')}
        />
      )}
      {kind === 'sameHour' && (
        <NumberField
          label={t('panel.edit.baseline.weeks', 'Weeks back')}
          value={numberIn(value, 'weeks')}
          placeholder={String(WEEKS)}
          step={1}
          least={1}
          onChange={(weeks) => {
            onChange(withMember(value ?? {}, 'weeks', weeks));
          }}
          error={findingAt(findings, 'baseline.weeks')}
        />
      )}
    </FieldStack>
  );
}

function choicesFor(type: DatasourceType): readonly Choice<OfferedBaseline>[] {
  const sameHour: Choice<OfferedBaseline> = {
    value: 'sameHour',
    label: t('panel.edit.baseline.sameHour', 'The same hour of past weeks'),
    description: t('panel.edit.baseline.sameHourAbout', 'For what has its hours and its weekdays'),
  };
  const recorded: Choice<OfferedBaseline> = {
    value: 'recorded',
    label: t('panel.edit.baseline.recorded', 'Recorded by rules'),
    description: t('panel.edit.baseline.recordedAbout', 'Cheapest for many services; the rules have to be there'),
  };
  // Loki would read the logs of the whole window anew at every look.
  if (type === 'loki') return [sameHour, recorded];
  return [
    {
      value: 'trailing',
      label: t('panel.edit.baseline.trailing', 'The mean of the past days'),
      description: t('panel.edit.baseline.trailingAbout', 'For what is much the same all day'),
    },
    sameHour,
    {
      value: 'robust',
      label: t('panel.edit.baseline.robust', 'The median of the past days'),
      description: t('panel.edit.baseline.robustAbout', 'A bad hour among them does not move it'),
    },
    recorded,
  ];
}

/** What a query by itself cannot be judged against. */
function choicesOfModels(type: DatasourceType): readonly Choice<OfferedBaseline>[] {
  const control: Choice<OfferedBaseline> = {
    value: 'control',
    label: t('panel.edit.baseline.control', 'The stable instances'),
    description: t('panel.edit.baseline.controlAbout', 'Compares a canary with what runs beside it'),
  };
  if (type === 'loki') return [control];
  return [
    {
      value: 'frozen',
      label: t('panel.edit.baseline.frozen', 'As it was when the deployment began'),
      description: t('panel.edit.baseline.frozenAbout', 'The release cannot move it, however long it stays'),
    },
    control,
  ];
}

function recordedHint(): string {
  return t(
    'panel.edit.baseline.recordedHint',
    'Turn these queries into a model, and release-risk writes the recording rules for it.',
  );
}
