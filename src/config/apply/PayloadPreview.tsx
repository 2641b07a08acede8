import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';
import { renderTemplate } from '@release-risk/grafana/api/renderTemplate';
import type { TestedAlert } from '@release-risk/grafana/api/testDelivery';
import React, { useCallback } from 'react';
import type { Host } from '../../risk/host.ts';
import { FailedNote } from '../FailedNote.tsx';
import { useRemote } from '../useRemote.ts';
import { CodeText } from './CodeText.tsx';
import { readablePayload } from './payloadTemplate.ts';

interface Props {
  readonly host: Host;
  readonly template: string;
  readonly alert: TestedAlert;
}

const MINUTE_MS = 60_000;

/** The body of a call as Grafana's own template engine writes it, for an invented alert. */
export function PayloadPreview({ host, template, alert }: Props): React.JSX.Element {
  const { remote, again } = useRemote(
    useCallback(
      (signal: AbortSignal) =>
        renderTemplate(host.client(signal), template, {
          ...alert,
          startsAt: new Date(Date.now() - MINUTE_MS).toISOString(),
          generatorURL: `${window.location.origin}${host.address('/alerting/grafana/sample/view')}`,
        }),
      [host, template, alert],
    ),
  );
  switch (remote.kind) {
    case 'loading':
      return <LoadingPlaceholder text={t('app.apply.payload.loading', 'Grafana is writing the payload…')} />;
    case 'failed':
      return (
        <FailedNote
          title={t('app.apply.payload.failed', 'Grafana did not write the payload')}
          reason={remote.reason}
          hint={remote.hint}
          onAgain={again}
        />
      );
    case 'ok':
      return <CodeText label={t('app.apply.payload.label', 'Payload')} text={readablePayload(remote.value)} />;
  }
}
