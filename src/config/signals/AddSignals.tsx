import { t } from '@grafana/i18n';
import { RadioButtonGroup } from '@grafana/ui';
import React, { useState } from 'react';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { FromDashboard } from './FromDashboard.tsx';
import { FromRule } from './FromRule.tsx';
import { ProposedSignals } from './ProposedSignals.tsx';

export interface AddSignalsProps {
  readonly document: Readonly<Record<string, unknown>>;
  /** Logical datasource -> uid. */
  readonly bindings: Readonly<Record<string, string>>;
  /** Members of signals as a document holds them; ids may be taken already. */
  readonly onAdd: (signals: readonly object[]) => void;
  /** The dashboard to begin with, and maybe one panel of it. */
  readonly first?: { readonly uid: string; readonly panel: string | undefined } | undefined;
}

type Way = 'proposed' | 'dashboard' | 'rule';

/** Ways to new signals: what there is to measure, and what the team already asks. */
export default function AddSignals({ document, bindings, onAdd, first }: AddSignalsProps): React.JSX.Element {
  const [way, setWay] = useState<Way>(first === undefined ? 'proposed' : 'dashboard');
  const props = { document, bindings, onAdd };
  return (
    <FieldStack>
      <RadioButtonGroup<Way>
        value={way}
        aria-label={t('app.signals.from', 'Where signals come from')}
        options={[
          { value: 'proposed', label: t('app.signals.fromMetrics', 'From what there is') },
          { value: 'dashboard', label: t('app.signals.fromDashboard', 'From a dashboard') },
          { value: 'rule', label: t('app.signals.fromRule', 'From an alert rule') },
        ]}
        onChange={setWay}
      />
      {way === 'proposed' && <ProposedSignals {...props} />}
      {way === 'dashboard' && <FromDashboard {...props} first={first} />}
      {way === 'rule' && <FromRule {...props} />}
    </FieldStack>
  );
}
