import { t } from '@grafana/i18n';
import React from 'react';
import { ChoiceField } from './ChoiceField.tsx';
import { FieldPair } from './FieldPair.tsx';
import { FieldStack } from './FieldStack.tsx';
import { findingAt, type Finding } from './finding.ts';
import { limitOfLines, linesOf, type LineSide } from './limitDraft.ts';
import { NumberField } from './NumberField.tsx';
import type { Part, SignalDraft } from './signalDraft.ts';
import { readAs, unitSuffix } from './unitNumber.ts';

interface Props {
  readonly draft: SignalDraft;
  readonly onChange: (limit: Part) => void;
  readonly findings: readonly Finding[];
}

/** Lines that do not move: where yellow and where red begins. */
export function LinesFields({ draft, onChange, findings }: Props): React.JSX.Element {
  const lines = linesOf(draft.limit);
  const suffix = unitSuffix(draft.unit);
  return (
    <FieldStack>
      <ChoiceField<LineSide>
        label={t('panel.edit.lines.label', 'What is bad')}
        value={lines.side}
        choices={[
          { value: 'above', label: t('panel.edit.lines.above', 'Above the lines') },
          { value: 'below', label: t('panel.edit.lines.below', 'Below the lines') },
        ]}
        onChange={(side) => {
          // What was the worse line stays the worse one.
          onChange(limitOfLines(side === lines.side ? lines : { side, yellow: lines.red, red: lines.yellow }));
        }}
      />
      <FieldPair>
        <NumberField
          label={t('panel.edit.lines.yellow', 'Yellow beyond')}
          hint={readAs(lines.yellow, draft.unit)}
          value={lines.yellow}
          suffix={suffix}
          onChange={(yellow) => {
            onChange(limitOfLines({ ...lines, yellow }));
          }}
          error={lines.yellow === undefined ? t('panel.edit.lines.noYellow', 'Say where yellow begins') : undefined}
        />
        <NumberField
          label={t('panel.edit.lines.red', 'Red beyond')}
          hint={readAs(lines.red, draft.unit)}
          value={lines.red}
          suffix={suffix}
          onChange={(red) => {
            onChange(limitOfLines({ ...lines, red }));
          }}
          error={redError(lines, findings)}
        />
      </FieldPair>
    </FieldStack>
  );
}

function redError({ yellow, red }: ReturnType<typeof linesOf>, findings: readonly Finding[]): string | undefined {
  if (red === undefined) return t('panel.edit.lines.noRed', 'Say where red begins');
  return yellow === undefined ? undefined : findingAt(findings, 'limit');
}
