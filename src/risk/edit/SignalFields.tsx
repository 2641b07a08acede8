import { t } from '@grafana/i18n';
import type { DatasourceType } from '@release-risk/model/model';
import React from 'react';
import { BaselineFields } from './BaselineFields.tsx';
import { DirectionField } from './DirectionField.tsx';
import { DistanceFields } from './DistanceFields.tsx';
import { FieldStack } from './FieldStack.tsx';
import { findingAt, type Finding } from './finding.ts';
import { judgedBy } from './limitDraft.ts';
import { LineField } from './LineField.tsx';
import { LinesFields } from './LinesFields.tsx';
import { MissingField } from './MissingField.tsx';
import { NumberField } from './NumberField.tsx';
import { RadioList } from './RadioList.tsx';
import { SamplesFields } from './SamplesFields.tsx';
import { judgingOf, numberIn, withMember, type Judging, type SignalDraft } from './signalDraft.ts';
import { SwitchField } from './SwitchField.tsx';
import { UnitField } from './UnitField.tsx';
import { WeightField } from './WeightField.tsx';

interface Props {
  readonly draft: SignalDraft;
  readonly onChange: (draft: SignalDraft) => void;
  /** What people read while no title is set. */
  readonly untitled: string;
  /** Its share of all weights, 0..1. */
  readonly share: number;
  readonly findings: readonly Finding[];
  /** Who answers its query; undefined where its past cannot be asked for, so that only lines can judge it. */
  readonly type: DatasourceType | undefined;
  /** Whether a whole model is edited: its deployments and canaries can be judged against too. */
  readonly isWholeModel?: boolean | undefined;
}

/** What the language takes where nothing is said. */
const AT_MOST = 0.8;

/** The members that have a field here: what is found about others is for the surroundings to show. */
export const SIGNAL_MEMBERS = [
  'title',
  'unit',
  'weight',
  'critical',
  'worse',
  'baseline',
  'limit',
  'atMostRatio',
  'samples',
  'empty',
  'missing',
] as const;

/** Everything about one signal but its query. */
export function SignalFields(props: Props): React.JSX.Element {
  const { draft, onChange, untitled, share, findings, type, isWholeModel } = props;
  const set = (member: keyof SignalDraft & string, value: unknown) => {
    onChange(withMember(draft, member, value));
  };
  return (
    <FieldStack>
      <LineField
        label={t('panel.edit.title.label', 'Title')}
        value={draft.title ?? ''}
        placeholder={untitled}
        longest={80}
        onChange={(title) => {
          set('title', title === '' ? undefined : title);
        }}
        error={findingAt(findings, 'title')}
      />
      <UnitField
        value={draft.unit}
        onChange={(unit) => {
          set('unit', unit === '' ? undefined : unit);
        }}
        error={findingAt(findings, 'unit')}
      />
      <WeightField
        value={draft.weight}
        share={share}
        isCritical={draft.critical === true}
        onChange={(weight) => {
          set('weight', weight);
        }}
        error={findingAt(findings, 'weight')}
      />
      <SwitchField
        label={t('panel.edit.critical.label', 'Critical')}
        hint={t('panel.edit.critical.about', 'A veto: red here is High, whatever the score says.')}
        value={draft.critical === true}
        onChange={(critical) => {
          set('critical', critical ? true : undefined);
        }}
        error={findingAt(findings, 'critical')}
      />
      <Judgement draft={draft} onChange={onChange} findings={findings} type={type} isWholeModel={isWholeModel} />
      {type !== undefined && <SamplesFields draft={draft} onChange={onChange} findings={findings} />}
      <MissingField
        value={draft.missing}
        onChange={(missing) => {
          set('missing', missing);
        }}
        error={findingAt(findings, 'missing')}
      />
    </FieldStack>
  );
}

/** What the signal is judged against. */
function Judgement(props: Omit<Props, 'untitled' | 'share'>): React.JSX.Element {
  const { draft, onChange, findings, type, isWholeModel } = props;
  const onLimit = (limit: SignalDraft['limit']) => {
    onChange(withMember(draft, 'limit', limit));
  };
  if (type === undefined) return <LinesFields draft={draft} onChange={onLimit} findings={findings} />;
  const judging = judgingOf(draft);
  return (
    <FieldStack>
      <RadioList<Judging>
        label={t('panel.edit.judging.label', 'Judged by')}
        value={judging}
        choices={[
          {
            value: 'usual',
            label: t('panel.edit.judging.usual', 'Its usual'),
            description: t('panel.edit.judging.usualAbout', 'How it was before the release'),
          },
          {
            value: 'lines',
            label: t('panel.edit.judging.lines', 'Fixed lines'),
            description: t('panel.edit.judging.linesAbout', 'Good below, bad above, or the other way round'),
          },
        ]}
        onChange={(chosen) => {
          if (chosen !== judging) onChange(judgedBy(draft, chosen));
        }}
      />
      {judging === 'lines' ? (
        <LinesFields draft={draft} onChange={onLimit} findings={findings} />
      ) : (
        <UsualFields draft={draft} onChange={onChange} findings={findings} type={type} isWholeModel={isWholeModel} />
      )}
    </FieldStack>
  );
}

interface UsualProps {
  readonly draft: SignalDraft;
  readonly onChange: (draft: SignalDraft) => void;
  readonly findings: readonly Finding[];
  readonly type: DatasourceType;
  readonly isWholeModel: boolean | undefined;
}

function UsualFields({ draft, onChange, findings, type, isWholeModel }: UsualProps): React.JSX.Element {
  return (
    <FieldStack>
      <DirectionField
        value={draft.worse}
        onChange={(worse) => {
          const kept = worse === 'lower' ? draft : withMember(draft, 'atMostRatio', undefined);
          onChange(withMember(kept, 'worse', worse));
        }}
        error={findingAt(findings, 'worse')}
      />
      <BaselineFields
        value={draft.baseline}
        type={type}
        onChange={(baseline) => {
          onChange(withMember(draft, 'baseline', baseline));
        }}
        findings={findings}
        isWholeModel={isWholeModel}
      />
      <DistanceFields
        draft={draft}
        onChange={(limit) => {
          onChange(withMember(draft, 'limit', limit));
        }}
        findings={findings}
      />
      {draft.worse === 'lower' && (
        <NumberField
          label={t('panel.edit.atMost.label', 'But at most, of the usual')}
          hint={t('panel.edit.atMost.about', 'So that nothing at all is always red')}
          value={numberIn(draft, 'atMostRatio')}
          placeholder={String(AT_MOST)}
          onChange={(ratio) => {
            onChange(withMember(draft, 'atMostRatio', ratio));
          }}
          error={findingAt(findings, 'atMostRatio')}
        />
      )}
    </FieldStack>
  );
}
