import { t } from '@grafana/i18n';
import { formatShare } from '@release-risk/model/format';
import React from 'react';
import { ChoiceField } from './ChoiceField.tsx';
import { FieldPair } from './FieldPair.tsx';
import { FieldStack } from './FieldStack.tsx';
import { findingAt, type Finding } from './finding.ts';
import { distanceKindOf, limitOfKind, type DistanceKind } from './limitDraft.ts';
import { NumberField } from './NumberField.tsx';
import { numberIn, withMember, type Part, type SignalDraft } from './signalDraft.ts';
import { readAs, unitSuffix } from './unitNumber.ts';

interface Props {
  readonly draft: SignalDraft;
  readonly onChange: (limit: Part) => void;
  readonly findings: readonly Finding[];
}

/** How far from its usual a reading is red. Yellow begins at half of that. */
export function DistanceFields({ draft, onChange, findings }: Props): React.JSX.Element {
  const kind = distanceKindOf(draft.limit);
  return (
    <FieldStack>
      <ChoiceField<DistanceKind>
        label={t('panel.edit.distance.label', 'Red is')}
        hint={t('panel.edit.distance.yellow', 'Yellow begins halfway there.')}
        value={kind}
        choices={[
          {
            value: 'sigmas',
            label: t('panel.edit.distance.sigmas', 'Standard deviations away'),
            description: t('panel.edit.distance.sigmasAbout', 'A restless signal gets more room than a calm one'),
          },
          {
            value: 'increase',
            label: t('panel.edit.distance.increase', 'A fixed distance away'),
            description: t('panel.edit.distance.increaseAbout', 'Five points more errors, 200 ms slower'),
          },
          {
            value: 'ratio',
            label: t('panel.edit.distance.ratio', 'A multiple of the usual'),
            description: t('panel.edit.distance.ratioAbout', '1.5 is half as much again'),
          },
        ]}
        onChange={(chosen) => {
          onChange(limitOfKind(chosen, draft));
        }}
        error={findingAt(findings, 'limit', [`limit.${kind}`, 'limit.atLeast', 'limit.atLeastRatio'])}
      />
      <FieldPair>
        <MainNumber kind={kind} draft={draft} onChange={onChange} findings={findings} />
        {kind !== 'increase' && <Floor draft={draft} onChange={onChange} findings={findings} />}
        {kind === 'sigmas' && <FloorShare draft={draft} onChange={onChange} findings={findings} />}
      </FieldPair>
    </FieldStack>
  );
}

function MainNumber(props: Props & { readonly kind: DistanceKind }): React.JSX.Element {
  const { kind, draft, onChange, findings } = props;
  const limit = draft.limit ?? {};
  const value = numberIn(limit, kind);
  const isDistance = kind === 'increase';
  const labels: Readonly<Record<DistanceKind, () => string>> = {
    sigmas: () => t('panel.edit.distance.howMany', 'Deviations'),
    increase: () => t('panel.edit.distance.howFar', 'Distance'),
    ratio: () => t('panel.edit.distance.times', 'Times the usual'),
  };
  return (
    <NumberField
      label={labels[kind]()}
      hint={isDistance ? readAs(value, draft.unit) : undefined}
      value={value}
      suffix={isDistance ? unitSuffix(draft.unit) : ''}
      onChange={(number) => {
        // An empty field keeps the kind of the limit, or the next look at it would show another one.
        onChange({ ...limit, [kind]: number ?? null });
      }}
      error={findingAt(findings, `limit.${kind}`)}
    />
  );
}

function Floor({ draft, onChange, findings }: Props): React.JSX.Element {
  const value = numberIn(draft.limit, 'atLeast');
  return (
    <NumberField
      label={t('panel.edit.distance.floor', 'But at least')}
      hint={
        readAs(value, draft.unit) ?? t('panel.edit.distance.floorAbout', 'The smallest change that anybody would mind')
      }
      value={value}
      suffix={unitSuffix(draft.unit)}
      onChange={(number) => {
        onChange(withMember(draft.limit ?? {}, 'atLeast', number));
      }}
      error={findingAt(findings, 'limit.atLeast')}
    />
  );
}

function FloorShare({ draft, onChange, findings }: Props): React.JSX.Element {
  const value = numberIn(draft.limit, 'atLeastRatio');
  return (
    <NumberField
      label={t('panel.edit.distance.floorShare', 'Or, of its usual')}
      hint={
        value === undefined ? undefined : t('panel.edit.readAs', 'That is {{shown}}', { shown: formatShare(value) })
      }
      value={value}
      onChange={(number) => {
        onChange(withMember(draft.limit ?? {}, 'atLeastRatio', number));
      }}
      error={findingAt(findings, 'limit.atLeastRatio')}
    />
  );
}
