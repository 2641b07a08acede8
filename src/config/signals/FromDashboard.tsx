import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import { findDashboard } from '@release-risk/grafana/api/dashboards';
import { searchDashboards } from '@release-risk/grafana/api/dashboardSearch';
import React, { useCallback, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { LineField } from '../../risk/edit/LineField.tsx';
import { useSettled } from '../apply/useSettled.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { FailedNote } from '../FailedNote.tsx';
import { useRemote } from '../useRemote.ts';
import { ChoiceRows } from './ChoiceRows.tsx';
import { dashboardQueries, ofPanel } from './dashboardQueries.ts';
import { FoundList } from './FoundList.tsx';
import { Opened } from './Opened.tsx';

interface Props {
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onAdd: (signals: readonly object[]) => void;
  /** The dashboard to begin with, and maybe one panel of it. */
  readonly first?: { readonly uid: string; readonly panel: string | undefined } | undefined;
}

const MOST = 50;

/** Searches the team's dashboards and offers the queries of one. */
export function FromDashboard({ document, bindings, onAdd, first }: Props): React.JSX.Element {
  const { host } = useApp();
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(first);
  const wanted = useSettled(text);
  const search = useRemote(
    useCallback((signal: AbortSignal) => searchDashboards(host.client(signal), wanted, MOST), [host, wanted]),
  );
  if (opened !== undefined) {
    return (
      <Opened
        back={t('app.signals.dashboard.back', 'Other dashboards')}
        onBack={() => {
          setOpened(undefined);
        }}
      >
        <OneDashboard
          key={opened.uid}
          uid={opened.uid}
          panel={opened.panel}
          document={document}
          bindings={bindings}
          onAdd={onAdd}
        />
      </Opened>
    );
  }
  return (
    <FieldStack>
      <LineField label={t('app.signals.dashboard.search', 'Search dashboards')} value={text} onChange={setText} />
      {search.remote.kind === 'loading' && (
        <LoadingPlaceholder text={t('app.signals.dashboard.searching', 'Searching…')} />
      )}
      {search.remote.kind === 'failed' && (
        <FailedNote
          title={t('app.signals.dashboard.failed', 'The dashboards could not be searched')}
          reason={search.remote.reason}
          hint={search.remote.hint}
          onAgain={search.again}
        />
      )}
      {search.remote.kind === 'ok' && (
        <ChoiceRows
          rows={search.remote.value.map(({ uid, title, folderTitle }) => ({ key: uid, title, about: folderTitle }))}
          none={t('app.signals.dashboard.none', 'No dashboard of that name that you may see.')}
          onChoose={(uid) => {
            setOpened({ uid, panel: undefined });
          }}
        />
      )}
    </FieldStack>
  );
}

function OneDashboard({
  uid,
  panel,
  ...props
}: Omit<Props, 'first'> & { readonly uid: string; readonly panel: string | undefined }): React.JSX.Element {
  const { host } = useApp();
  const { remote, again } = useRemote(
    useCallback((signal: AbortSignal) => findDashboard(host.client(signal), uid), [host, uid]),
  );
  switch (remote.kind) {
    case 'loading':
      return <LoadingPlaceholder text={t('app.signals.dashboard.reading', 'Reading the dashboard…')} />;
    case 'failed':
      return (
        <FailedNote
          title={t('app.signals.dashboard.unreadable', 'The dashboard could not be read')}
          reason={remote.reason}
          hint={remote.hint}
          onAgain={again}
        />
      );
    case 'ok': {
      if (remote.value === undefined)
        return <div>{t('app.signals.dashboard.gone', 'That dashboard is not there any more.')}</div>;
      const found = dashboardQueries(remote.value.dashboard, host.datasources());
      return <FoundList {...props} found={panel === undefined ? found : ofPanel(found, panel)} />;
    }
  }
}
