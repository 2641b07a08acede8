import React, { useCallback } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { documentName, type ModelDocument } from '../../config/draft/modelDocument.ts';
import type { HostDatasource } from '../../risk/host.ts';
import { ApplyStep } from './ApplyStep.tsx';
import { BindStep } from './BindStep.tsx';
import type { ChosenDatasources } from './datasourceChoice.ts';
import { FindSteps } from './FindSteps.tsx';
import { saveStart, type SaveOutcome } from './saveStart.ts';
import { SaveStep } from './SaveStep.tsx';
import { ScoreStep } from './ScoreStep.tsx';
import type { FirstPanel } from './SignalsStep.tsx';
import { sampleDocument } from './startDocument.ts';
import { BEGINNING, type StartState, type Step } from './startState.ts';

interface Props {
  readonly state: StartState;
  readonly onState: (change: (state: StartState) => StartState) => void;
  readonly datasources: readonly HostDatasource[];
  readonly chosen: ChosenDatasources;
  readonly bindings: Readonly<Record<string, string>>;
  /** Names of models that there are. */
  readonly taken: readonly string[];
  readonly first: FirstPanel | undefined;
}

/** What the open step shows. */
export function OpenStep(props: Props): React.JSX.Element | null {
  const { state, onState, datasources, chosen, bindings, taken } = props;
  const { host, reloadSettings } = useApp();
  const { step, document, saved } = state;
  const change = useCallback(
    (part: Partial<StartState>) => {
      onState((now) => ({ ...now, ...part }));
    },
    [onState],
  );
  const goTo = (next: Step): void => {
    change({ step: next });
  };
  const setDocument = (next: ModelDocument): void => {
    change({ document: next });
  };
  const save = async (next: Step): Promise<SaveOutcome> => {
    if (document === undefined) return { kind: 'failed', code: 'unexpected', reason: '', hint: '' };
    const outcome = await saveStart(host, document, usedBindings(document, bindings), saved);
    if (outcome.kind === 'saved') {
      reloadSettings();
      change({ saved: document, step: next });
    }
    return outcome;
  };
  switch (step) {
    case 'bind':
      return (
        <BindStep
          host={host}
          datasources={datasources}
          chosen={chosen}
          onChoose={(kind, uid) => {
            change({ [kind]: uid, services: undefined, proposals: undefined });
          }}
          onNext={() => {
            goTo('services');
          }}
          onSample={() => {
            change({ document: sampleDocument(taken), saved: undefined, step: 'score' });
          }}
        />
      );
    case 'services':
    case 'signals':
      return <FindSteps {...props} step={step} onChange={change} />;
    case 'score':
      return (
        <ScoreStep
          host={host}
          document={document}
          bindings={bindings}
          onSignals={() => {
            goTo('signals');
          }}
          onNext={() => {
            goTo('save');
          }}
        />
      );
    case 'save':
      return document === undefined ? null : (
        <SaveStep
          document={document}
          taken={taken.filter((name) => name !== documentName(saved))}
          maySave={host.may('plugins:write')}
          onDocument={setDocument}
          onSave={() => save('apply')}
        />
      );
    case 'apply':
      return document === undefined ? null : (
        <ApplyStep
          host={host}
          document={document}
          saved={saved}
          bindings={bindings}
          onDocument={setDocument}
          onSave={() => {
            goTo('save');
          }}
          onFinish={() => {
            onState(() => BEGINNING);
          }}
        />
      );
  }
}

/** Only those of datasources that the model has. */
function usedBindings(
  document: ModelDocument,
  bindings: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { datasources } = document;
  const names = typeof datasources === 'object' && datasources !== null ? Object.keys(datasources) : [];
  return Object.fromEntries(Object.entries(bindings).filter(([name]) => names.includes(name)));
}
