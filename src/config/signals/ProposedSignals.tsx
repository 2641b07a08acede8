import { t } from '@grafana/i18n';
import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { textIn } from '../../risk/edit/signalDraft.ts';
import { boundBy } from '../../risk/read/boundBy.ts';
import { datasourcesOf } from '../draft/datasources.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { identityLabels } from '../draft/services.ts';
import { signalsOf } from '../draft/signals.ts';
import { FailedNote } from '../FailedNote.tsx';
import { useRemote } from '../useRemote.ts';
import { openServers } from './openServers.ts';
import { LeftOutList, ProposalList } from './ProposalList.tsx';
import { propose, type Proposal } from './proposals.ts';

interface Props {
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onAdd: (signals: readonly object[]) => void;
}

/** Looks at which metrics and logs there are and offers what returns data right now. */
export function ProposedSignals({ document, bindings, onAdd }: Props): React.JSX.Element {
  const { host } = useApp();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const asked = useMemo(() => {
    const datasources = host.datasources();
    const bound = (type: 'prometheus' | 'loki') => {
      const name = datasourcesOf(document).find((one) => one.type === type)?.name;
      return name === undefined
        ? undefined
        : { name, datasource: boundBy(name, type, bindings[name], datasources)?.datasource };
    };
    return { metrics: bound('prometheus'), logs: bound('loki'), labels: identityLabels(document) };
  }, [host, document, bindings]);
  const key = JSON.stringify(asked);
  const { remote, again, isAsking } = useRemote(
    useMemo(() => {
      // The same question is not asked again because something else of the document was edited.
      const { metrics, logs, labels } = JSON.parse(key) as typeof asked;
      if (metrics?.datasource === undefined && logs?.datasource === undefined) return undefined;
      return (signal: AbortSignal) =>
        propose(
          openServers(host, { metrics: metrics?.datasource, logs: logs?.datasource }, signal),
          { labels, service: undefined },
          Date.now() / 1000,
          signal,
        );
    }, [host, key]),
  );
  if (asked.metrics?.datasource === undefined && asked.logs?.datasource === undefined) {
    return (
      <Alert severity="info" title={t('app.signals.unbound', 'Bind a datasource first: there is nothing to look at')} />
    );
  }
  if (remote.kind === 'loading' || isAsking) {
    return <LoadingPlaceholder text={t('app.signals.looking', 'Looking at which metrics and logs there are…')} />;
  }
  if (remote.kind === 'failed') {
    return (
      <FailedNote
        title={t('app.signals.failed', 'The datasources could not be looked at')}
        reason={remote.reason}
        hint={remote.hint}
        onAgain={again}
      />
    );
  }
  const proposed = remote.value;
  if (!proposed.ok) {
    return (
      <Alert severity="info" title={t('app.signals.nothing', 'There is nothing to propose')}>
        <div>{proposed.reason}</div>
        <div>{proposed.hint}</div>
        <LeftOutList leftOut={proposed.leftOut} />
      </Alert>
    );
  }
  const has = new Set(signalsOf(document).map((signal) => textIn(signal, 'query')));
  const fresh = proposed.proposals.filter(({ query }) => !has.has(query));
  const renamed = ({ signal }: Proposal): object => ({
    ...signal,
    datasource: (signal['datasource'] === 'logs' ? asked.logs?.name : asked.metrics?.name) ?? signal['datasource'],
  });
  return (
    <FieldStack>
      {fresh.length === 0 ? (
        <div>{t('app.signals.allThere', 'The model has everything that would be proposed.')}</div>
      ) : (
        <ProposalList proposals={fresh} chosen={chosen} onChoose={setChosen} />
      )}
      <LeftOutList leftOut={proposed.leftOut} />
      {fresh.length > 0 && (
        <div>
          <Button
            icon="plus"
            disabled={!fresh.some(({ id }) => chosen.has(id))}
            onClick={() => {
              onAdd(fresh.filter(({ id }) => chosen.has(id)).map(renamed));
              setChosen(new Set());
            }}
          >
            {t('app.signals.addChosen', 'Add the chosen signals')}
          </Button>
        </div>
      )}
    </FieldStack>
  );
}
