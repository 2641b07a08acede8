import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { listContactPoints } from '@release-risk/grafana/api/contactPoints';
import React, { useCallback, useMemo } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { boundBy } from '../../risk/read/boundBy.ts';
import { datasourcesOf } from '../draft/datasources.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { useRemote } from '../useRemote.ts';
import type { Readings } from '../whatIf/useReadings.ts';
import { AboutSection } from './AboutSection.tsx';
import { ActionSection } from './ActionSection.tsx';
import { DatasourcesSection } from './DatasourcesSection.tsx';
import { LinesSection } from './LinesSection.tsx';
import { MoreSignals } from './MoreSignals.tsx';
import { PolicySection } from './PolicySection.tsx';
import { ServicesSection } from './ServicesSection.tsx';
import { SignalsSection } from './SignalsSection.tsx';
import { useHealth } from './useHealth.ts';
import type { ModelDraft } from './useModelDraft.ts';

interface Props {
  readonly editing: ModelDraft;
  readonly onDocument: (document: ModelDocument) => void;
  readonly readings: Readings;
}

/** All parts of a model, one below the other. */
export function ModelForm({ editing, onDocument, readings }: Props): React.JSX.Element {
  const { host } = useApp();
  const styles = useStyles2(getStyles);
  const { draft, edit, checked } = editing;
  const { document, bindings } = draft;
  const datasources = useMemo(() => host.datasources(), [host]);
  const bound = useMemo(
    () =>
      datasourcesOf(document).flatMap(({ name, type }) => {
        const found = type === undefined ? undefined : boundBy(name, type, bindings[name], datasources);
        return found === undefined ? [] : [found.datasource.uid];
      }),
    [document, bindings, datasources],
  );
  const health = useHealth(host, bound);
  const names = useRemote(
    useCallback(
      async (signal: AbortSignal) => {
        const found = await listContactPoints(host.client(signal));
        return [...new Set(found.map(({ name }) => name))];
      },
      [host],
    ),
  );
  const section = { document, onChange: onDocument, diagnostics: checked.diagnostics };
  const onBind = (datasource: string, uid: string | undefined) => {
    edit({ kind: 'binding', datasource, uid });
  };
  return (
    <div className={styles}>
      <AboutSection {...section} today={new Date().toISOString().slice(0, 10)} />
      <DatasourcesSection
        {...section}
        bindings={bindings}
        datasources={datasources}
        health={health}
        onBind={onBind}
        onRenamed={(from, to) => {
          const { [from]: uid, ...others } = bindings;
          if (uid !== undefined) edit({ kind: 'bindings', bindings: { ...others, [to]: uid } });
        }}
      />
      <ServicesSection {...section} />
      <SignalsSection
        {...section}
        bindings={bindings}
        datasources={datasources}
        readings={readings}
        model={checked.model}
        adding={<MoreSignals document={document} bindings={bindings} onDocument={onDocument} />}
      />
      <LinesSection {...section} />
      <PolicySection {...section} />
      <ActionSection {...section} contactPoints={names.remote} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(4) });
