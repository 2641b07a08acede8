import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import { listRuleQueries } from '@release-risk/grafana/api/ruleQueries';
import React, { useCallback, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { LineField } from '../../risk/edit/LineField.tsx';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { FailedNote } from '../FailedNote.tsx';
import { useRemote } from '../useRemote.ts';
import { ChoiceRows } from './ChoiceRows.tsx';
import { FoundList } from './FoundList.tsx';
import { Opened } from './Opened.tsx';
import { isOfModel, ruleFound } from './ruleFound.ts';

interface Props {
  readonly document: ModelDocument;
  readonly bindings: Readonly<Record<string, string>>;
  readonly onAdd: (signals: readonly object[]) => void;
}

/** Offers the queries of an alert rule that the team has. Rules that models made are left out. */
export function FromRule({ document, bindings, onAdd }: Props): React.JSX.Element {
  const { host } = useApp();
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<string | undefined>(undefined);
  const { remote, again } = useRemote(
    useCallback((signal: AbortSignal) => listRuleQueries(host.client(signal)), [host]),
  );
  if (remote.kind === 'loading')
    return <LoadingPlaceholder text={t('app.signals.rule.reading', 'Reading the alert rules…')} />;
  if (remote.kind === 'failed') {
    return (
      <FailedNote
        title={t('app.signals.rule.failed', 'The alert rules could not be read')}
        reason={remote.reason}
        hint={remote.hint}
        onAgain={again}
      />
    );
  }
  const rule = remote.value.find(({ uid }) => uid === opened);
  if (rule !== undefined) {
    return (
      <Opened
        back={t('app.signals.rule.back', 'Other rules')}
        onBack={() => {
          setOpened(undefined);
        }}
      >
        <FoundList found={ruleFound(rule, host.datasources())} document={document} bindings={bindings} onAdd={onAdd} />
      </Opened>
    );
  }
  const wanted = text.trim().toLowerCase();
  const rows = remote.value
    .filter((one) => !isOfModel(one) && `${one.title} ${one.group}`.toLowerCase().includes(wanted))
    .map(({ uid, title, group }) => ({ key: uid, title, about: group }));
  return (
    <FieldStack>
      <LineField label={t('app.signals.rule.search', 'Search alert rules')} value={text} onChange={setText} />
      <ChoiceRows
        rows={rows}
        none={t('app.signals.rule.none', 'No alert rule of that name that you may see, beside those of models.')}
        onChoose={setOpened}
      />
    </FieldStack>
  );
}
