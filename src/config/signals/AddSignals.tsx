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
  /** All where it is not said. */
  readonly ways?: readonly Way[] | undefined;
}

type Way = 'proposed' | 'dashboard' | 'rule';

const WAYS: readonly Way[] = ['proposed', 'dashboard', 'rule'];

/** Ways to new signals: what there is to measure, and what the team already asks. */
export default function AddSignals({
  document,
  bindings,
  onAdd,
  first,
  ways = WAYS,
}: AddSignalsProps): React.JSX.Element {
  const [way, setWay] = useState<Way | undefined>(first === undefined ? ways[0] : 'dashboard');
  const props = { document, bindings, onAdd };
  return (
    <FieldStack>
      <div>
        <RadioButtonGroup<Way>
          {...(way === undefined ? {} : { value: way })}
          aria-label={t('app.signals.from', 'Where signals come from')}
          options={ways.map((value) => ({ value, label: wayText(value) }))}
          onChange={setWay}
        />
      </div>
      {way === 'proposed' && <ProposedSignals {...props} />}
      {way === 'dashboard' && <FromDashboard {...props} first={first} />}
      {way === 'rule' && <FromRule {...props} />}
    </FieldStack>
  );
}

function wayText(way: Way): string {
  switch (way) {
    case 'proposed':
      return t('app.signals.fromMetrics', 'From what there is');
    case 'dashboard':
      return t('app.signals.fromDashboard', 'From a dashboard');
    case 'rule':
      return t('app.signals.fromRule', 'From an alert rule');
  }
}
