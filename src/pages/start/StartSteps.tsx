import { css } from '@emotion/css';
import { t } from '@grafana/i18n';
import { Alert } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { documentName } from '../../config/draft/modelDocument.ts';
import { bindingsFor, chosenDatasources } from './datasourceChoice.ts';
import type { FirstPanel } from './SignalsStep.tsx';
import { OpenStep } from './OpenStep.tsx';
import { StepFrame } from './StepFrame.tsx';
import { nextStep, STEPS, stepBefore, type StartState, type Step } from './startState.ts';
import { stepSummary, stepTitle } from './startSummaries.ts';

interface Props {
  readonly state: StartState;
  readonly onState: (change: (state: StartState) => StartState) => void;
  readonly first: FirstPanel | undefined;
}

/** Steps that can be gone past: the last two need a model. */
const SKIPPABLE: readonly Step[] = ['bind', 'services', 'signals', 'score'];

/** The steps one below the other, with what is known of each. */
export function StartSteps({ state, onState, first }: Props): React.JSX.Element {
  const { host, settings } = useApp();
  const { step, metrics, logs, document } = state;
  const datasources = useMemo(() => host.datasources(), [host]);
  const chosen = useMemo(() => chosenDatasources({ metrics, logs }, datasources), [metrics, logs, datasources]);
  const bindings = useMemo(() => bindingsFor(chosen), [chosen]);
  const known = settings.kind === 'ok' ? settings.value.models : undefined;
  const taken = useMemo(() => (known ?? []).flatMap((model) => documentName(model) ?? []), [known]);
  const goTo = (next: Step): void => {
    onState((now) => ({ ...now, step: next }));
  };
  const at = STEPS.indexOf(step);
  return (
    <div className={css({ maxWidth: 1000 })}>
      {first !== undefined && at < STEPS.indexOf('signals') && (
        <Alert
          severity="info"
          title={t('app.start.fromPanel', 'The queries of your panel are offered in the third step')}
        />
      )}
      <ol className={css({ listStyle: 'none', margin: 0, padding: 0 })}>
        {STEPS.map((one, index) => {
          const before = stepBefore(one);
          const isSkippable =
            SKIPPABLE.includes(one) && (document !== undefined || one === 'bind' || one === 'services');
          return (
            <StepFrame
              key={one}
              number={index + 1}
              title={stepTitle(one)}
              state={index < at ? 'done' : index === at ? 'open' : 'later'}
              summary={stepSummary(one, state, chosen)}
              onOpen={() => {
                goTo(one);
              }}
              onBack={
                before === undefined
                  ? undefined
                  : () => {
                      goTo(before);
                    }
              }
              onSkip={
                isSkippable
                  ? () => {
                      goTo(nextStep(one));
                    }
                  : undefined
              }
            >
              {one === step && (
                <OpenStep
                  state={state}
                  onState={onState}
                  datasources={datasources}
                  chosen={chosen}
                  bindings={bindings}
                  taken={taken}
                  first={first}
                />
              )}
            </StepFrame>
          );
        })}
      </ol>
    </div>
  );
}
