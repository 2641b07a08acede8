import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom-v5-compat';
import { draftStorage } from '../../runtime/draftStorage.ts';
import { Page } from '../../runtime/Page.tsx';
import { StartSteps } from './StartSteps.tsx';
import { BEGINNING, startStateFrom, type StartState } from './startState.ts';

const KEPT_AS = 'start';

/** From nothing to a first score, rules and a dashboard: one step at a time, each of which can wait. */
export default function StartPage(): React.JSX.Element {
  const [state, setState] = useState<StartState>(() => startStateFrom(draftStorage.read(KEPT_AS)));
  const [params] = useSearchParams();
  const dashboard = params.get('from') === 'panel' ? params.get('dashboard') : null;
  useEffect(() => {
    draftStorage.write(KEPT_AS, state);
  }, [state]);
  return (
    <Page
      title={t('app.start.title', 'Guided start')}
      actions={
        <Button
          size="sm"
          variant="secondary"
          icon="history-alt"
          onClick={() => {
            setState(BEGINNING);
          }}
        >
          {t('app.start.over', 'Start over')}
        </Button>
      }
    >
      <StartSteps
        state={state}
        onState={setState}
        first={dashboard === null ? undefined : { uid: dashboard, panel: params.get('panel') ?? undefined }}
      />
    </Page>
  );
}
