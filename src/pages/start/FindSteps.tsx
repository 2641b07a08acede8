import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import type { LookResult } from '@release-risk/propose/propose';
import React, { useMemo } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FailedNote } from '../../config/FailedNote.tsx';
import { withValueAt, type ModelDocument } from '../../config/draft/modelDocument.ts';
import { emptyDocument, freeName } from '../../config/draft/newDocument.ts';
import { insertSignals, signalsOf, withSignals } from '../../config/draft/signals.ts';
import type { HostDatasource } from '../../risk/host.ts';
import type { ChosenDatasources } from './datasourceChoice.ts';
import { narrowFindings } from './narrowFindings.ts';
import { NothingFound } from './NothingFound.tsx';
import { ServicesStep } from './ServicesStep.tsx';
import { SignalsStep, type FirstPanel } from './SignalsStep.tsx';
import { keepingWords, proposedDocument } from './startDocument.ts';
import type { StartState } from './startState.ts';
import { useLook } from './useLook.ts';

interface Props {
  readonly step: 'services' | 'signals';
  readonly state: StartState;
  readonly onChange: (part: Partial<StartState>) => void;
  readonly datasources: readonly HostDatasource[];
  readonly chosen: ChosenDatasources;
  readonly bindings: Readonly<Record<string, string>>;
  readonly taken: readonly string[];
  readonly first: FirstPanel | undefined;
}

/** The two steps that stand on one look at the datasources: services, and signals for them. */
export function FindSteps(props: Props): React.JSX.Element {
  const { step, state, onChange, datasources, chosen, bindings, taken, first } = props;
  const { host } = useApp();
  const look = useLook(host, chosen, state.labels, true);
  const looked = look.remote.kind === 'ok' ? look.remote.value : undefined;
  const { services, document } = state;
  const findings = useMemo(
    () => (looked?.ok === true ? narrowFindings(looked.findings, services) : undefined),
    [looked, services],
  );
  const hasDatasource = chosen.metrics !== undefined || chosen.logs !== undefined;
  const onLabels = (labels: readonly string[]): void => {
    onChange({ labels, services: undefined, proposals: undefined });
  };
  if (hasDatasource && (look.isAsking || look.remote.kind === 'loading')) {
    return (
      <LoadingPlaceholder
        text={t('app.start.looking', 'Looking at which metrics and logs there are, and at their past…')}
      />
    );
  }
  if (look.remote.kind === 'failed') {
    return (
      <FailedNote
        title={t('app.start.notLooked', 'The datasources could not be looked at')}
        reason={look.remote.reason}
        hint={look.remote.hint}
        onAgain={look.again}
      />
    );
  }
  const labels = labelsOf(looked, state);
  const base = document ?? withLabels(emptyDocument(freeName('my-service', taken), datasources), labels);
  if (step === 'services') {
    return looked?.ok === true ? (
      <ServicesStep
        findings={looked.findings}
        chosen={services}
        onChoose={(next) => {
          onChange({ services: next, proposals: undefined });
        }}
        onLabels={onLabels}
        onNext={() => {
          onChange({ step: 'signals' });
        }}
      />
    ) : (
      <NothingFound
        nothing={looked}
        onLabels={onLabels}
        onDocument={(next) => {
          onChange({ document: next, saved: undefined, step: 'score' });
        }}
        onEmpty={(service) => {
          const [label = 'service'] = labels;
          const identity = { labels: [label], services: [service] };
          onChange({
            document: { ...base, identity, name: freeName(service, taken) },
            saved: undefined,
            step: 'signals',
          });
        }}
      />
    );
  }
  // Of a preset or a sample: what is there stays, beside what was taken from dashboards.
  const taking = new Set((state.extra ?? []).map(({ query }) => query));
  const kept = signalsOf(base).filter(({ query }) => !taking.has(query));
  const made = (next: ModelDocument): ModelDocument => insertSignals(keepingWords(next, state), state.extra ?? []);
  return (
    <SignalsStep
      host={host}
      datasources={chosen}
      bindings={bindings}
      findings={findings}
      chosen={state.proposals}
      onChoose={(proposals) => {
        onChange({ proposals });
      }}
      extra={state.extra ?? []}
      onExtra={(extra) => {
        onChange({ extra });
      }}
      base={base}
      kept={findings === undefined ? kept.length : 0}
      first={first}
      onNext={(proposed, ids) => {
        const next = proposed?.ok === true ? proposedDocument(proposed.live, ids, taken) : withSignals(base, kept);
        onChange({ document: made(next), step: 'score' });
      }}
    />
  );
}

function withLabels(document: ModelDocument, labels: readonly string[]): ModelDocument {
  return withValueAt(document, ['identity', 'labels'], labels);
}

function labelsOf(looked: LookResult | undefined, { labels }: StartState): readonly string[] {
  return looked?.ok === true ? looked.findings.subject.labels : (labels ?? ['service']);
}
