import type { RiskModel } from '@release-risk/model/model';
import React, { useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { ApplyPart } from './ApplyPart.tsx';
import { ContactPart } from './ContactPart.tsx';
import { ExportPart } from './ExportPart.tsx';
import { HistoryPart } from './HistoryPart.tsx';

export interface ApplySectionProps {
  readonly model: RiskModel;
  /** What `model` was read from. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Logical datasource -> uid. */
  readonly bindings: Readonly<Record<string, string>>;
  /** Whether the settings hold the document as it is. */
  readonly isSaved: boolean;
  /** Writes the document, such as another contact point; without it those can only be looked at. */
  readonly onDocument?: ((document: Readonly<Record<string, unknown>>) => void) | undefined;
  readonly onApplied?: (() => void) | undefined;
}

/** From a model to rules, contact points and dashboards in Grafana: checks, differences, apply, export, history. */
export default function ApplySection(props: ApplySectionProps): React.JSX.Element {
  const { model, document, bindings, isSaved, onDocument, onApplied } = props;
  const { host } = useApp();
  const [applied, setApplied] = useState(0);
  const [undone, setUndone] = useState(0);
  return (
    <FieldStack>
      <ApplyPart
        model={model}
        bindings={bindings}
        isSaved={isSaved}
        generation={undone}
        onApplied={() => {
          setApplied((count) => count + 1);
          onApplied?.();
        }}
        between={(between) => <ContactPart model={model} document={document} onDocument={onDocument} {...between} />}
        after={({ objects }) => <ExportPart desired={objects.desired} />}
      />
      <HistoryPart
        host={host}
        model={model}
        bindings={bindings}
        generation={applied + undone}
        onDocument={onDocument}
        onApplied={() => {
          setUndone((count) => count + 1);
        }}
      />
    </FieldStack>
  );
}
