import { t } from '@grafana/i18n';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { identityName } from '@release-risk/compiler/identity';
import { formatReading } from '@release-risk/model/format';
import type { Unit } from '@release-risk/model/units';
import type { Sample } from '@release-risk/query/source';
import React, { useCallback } from 'react';
import type { Host, HostDatasource } from '../../risk/host.ts';
import { FailedNote } from '../FailedNote.tsx';
import { useRemote } from '../useRemote.ts';
import { openSource } from './openServers.ts';
import { rowsByService } from './rowsByService.ts';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly host: Host;
  readonly datasource: HostDatasource;
  readonly query: string;
  readonly unit: Unit;
  readonly labels: readonly string[];
}

const SHOWN = 8;
/** What a query gives right now, service by service. */
export function QueryTry({ host, datasource, query, unit, labels }: Props): React.JSX.Element {
  const { remote, isAsking, again } = useRemote(
    useCallback(
      async (signal: AbortSignal): Promise<readonly Sample[]> =>
        (await openSource(host, datasource.name, datasource, signal).instant(query, Date.now() / 1000, signal)).samples,
      [host, datasource, query],
    ),
  );
  if (isAsking || remote.kind === 'loading') {
    return <LoadingPlaceholder text={t('app.signals.try.asking', 'Asking…')} />;
  }
  if (remote.kind === 'failed') {
    const title = t('app.signals.try.failed', 'The query was not answered');
    return <FailedNote title={title} reason={remote.reason} hint={remote.hint} onAgain={again} />;
  }
  const { services, unnamed, several } = rowsByService(remote.value, labels);
  if (services.length === 0 && unnamed === 0) {
    return <div>{t('app.signals.try.empty', 'It gives nothing right now.')}</div>;
  }
  return (
    <div>
      {(unnamed > 0 || several) && (
        <Alert
          severity="warning"
          title={
            unnamed > 0
              ? t('app.signals.try.unnamed', 'Its rows do not name a service')
              : t('app.signals.try.several', 'It gives several rows for one service')
          }
        >
          {t(
            'app.signals.try.aggregate',
            'A signal gives one number per service: aggregate by {{labels}}, such as sum by ({{labels}}) (…).',
            {
              labels: labels.join(', '),
              ...RAW,
            },
          )}
        </Alert>
      )}
      <ul style={{ margin: 0, paddingLeft: 16 }}>
        {services.slice(0, SHOWN).map(({ service, value }, at) => (
          <li key={at}>
            {identityName(labels, service)}:{' '}
            <strong>{Number.isFinite(value) ? formatReading(value, unit) : String(value)}</strong>
          </li>
        ))}
        {services.length > SHOWN && (
          <li>{t('app.signals.try.more', 'and {{number}} more', { number: services.length - SHOWN })}</li>
        )}
      </ul>
    </div>
  );
}
