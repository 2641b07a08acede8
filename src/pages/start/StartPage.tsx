import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom-v5-compat';
import { useApp } from '../../app/AppContext.ts';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { draftStorage } from '../../runtime/draftStorage.ts';
import { Page } from '../../runtime/Page.tsx';
import { StartSteps } from './StartSteps.tsx';
import { BEGINNING, startStateFrom, type StartState } from './startState.ts';

const KEPT_AS = 'start';

/** From nothing to a first score, rules and a dashboard: one step at a time, each of which can wait. */
export default function StartPage(): React.JSX.Element {
  const [state, setState] = useState<StartState>(() => startStateFrom(draftStorage.read(KEPT_AS)));
  const [params] = useSearchParams();
  const { host } = useApp();
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
      {!host.may('plugins:write') && (
        <EditorNote>
          {t(
            'app.start.mayNotSave',
            'You can go all the way to a score. Saving the model then needs the permission plugins:write, which administrators have.',
          )}
        </EditorNote>
      )}
      <StartSteps
        state={state}
        onState={setState}
        first={dashboard === null ? undefined : { uid: dashboard, panel: params.get('panel') ?? undefined }}
      />
    </Page>
  );
}
