import { t } from '@grafana/i18n';
import { Alert, Button, Combobox, LinkButton } from '@grafana/ui';
import type { DatasourceType } from '@release-risk/model/model';
import React from 'react';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { FieldPair } from '../../risk/edit/FieldPair.tsx';
import type { Host, HostDatasource } from '../../risk/host.ts';
import type { ChosenDatasources } from './datasourceChoice.ts';

interface Props {
  readonly host: Host;
  readonly datasources: readonly HostDatasource[];
  readonly chosen: ChosenDatasources;
  readonly onChoose: (kind: 'metrics' | 'logs', uid: string | null) => void;
  readonly onNext: () => void;
  readonly onSample: () => void;
}

/** Which datasources are looked at. */
export function BindStep({ host, datasources, chosen, onChoose, onNext, onSample }: Props): React.JSX.Element {
  const sample = (
    <Button variant="secondary" icon="book-open" onClick={onSample}>
      {t('app.start.bind.sample', 'Take the sample model')}
    </Button>
  );
  if (datasources.length === 0) {
    return (
      <>
        <Alert severity="info" title={t('app.start.bind.none', 'This Grafana has no Prometheus and no Loki yet')}>
          {t(
            'app.start.bind.noneAbout',
            'Release Risk scores queries that you already have: add a datasource first. The sample model can be looked at without one.',
          )}
        </Alert>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          <LinkButton icon="plus" href={host.address('/connections/datasources/new')}>
            {t('app.start.bind.add', 'Add a datasource')}
          </LinkButton>
          {sample}
        </div>
      </>
    );
  }
  return (
    <>
      <FieldPair>
        <DatasourceField
          label={t('app.start.bind.metrics', 'Metrics (Prometheus)')}
          type="prometheus"
          datasources={datasources}
          value={chosen.metrics}
          onChange={(uid) => {
            onChoose('metrics', uid);
          }}
        />
        <DatasourceField
          label={t('app.start.bind.logs', 'Logs (Loki)')}
          type="loki"
          datasources={datasources}
          value={chosen.logs}
          onChange={(uid) => {
            onChoose('logs', uid);
          }}
        />
      </FieldPair>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Button icon="search" disabled={chosen.metrics === undefined && chosen.logs === undefined} onClick={onNext}>
          {t('app.start.bind.look', 'Look what there is')}
        </Button>
        {sample}
      </div>
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly type: DatasourceType;
  readonly datasources: readonly HostDatasource[];
  readonly value: HostDatasource | undefined;
  readonly onChange: (uid: string | null) => void;
}

function DatasourceField({ label, type, datasources, value, onChange }: FieldProps): React.JSX.Element {
  const fitting = datasources.filter((one) => one.type === type);
  return (
    <FieldFrame
      label={label}
      hint={
        fitting.length === 0 ? t('app.start.bind.noneOfType', 'This Grafana has none; it works without.') : undefined
      }
    >
      {({ id }) => (
        <Combobox<string>
          id={id}
          isClearable
          disabled={fitting.length === 0}
          value={value?.uid ?? null}
          placeholder={t('app.start.bind.notUsed', 'Not used')}
          options={fitting.map((one) => ({ value: one.uid, label: one.name }))}
          onChange={(option) => {
            onChange(option?.value ?? null);
          }}
        />
      )}
    </FieldFrame>
  );
}
