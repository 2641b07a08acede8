import { t } from '@grafana/i18n';
import { LinkButton } from '@grafana/ui';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React from 'react';
import { PLUGIN_ADDRESS } from '../../risk/addresses.ts';
import { useApp } from '../AppContext.ts';
import { TroubleFrame } from '../TroubleFrame.tsx';

interface Props {
  readonly settings: Pick<StoredSettings, 'gateway'>;
  readonly children: React.ReactNode;
}

/** What is drawn of the gateway, and what is said while none is set up. */
export function GatewayGate({ settings, children }: Props): React.JSX.Element {
  const { host } = useApp();
  if (settings.gateway.url !== '') return <>{children}</>;
  const maySetUp = host.may('plugins:write');
  return (
    <TroubleFrame
      title={t('app.gateway.none', 'No rollback gateway is set up')}
      sentence={
        maySetUp
          ? t(
              'app.gateway.noneAdmin',
              'The gateway makes exactly one rollback of a firing alert, or asks a person here. Give its address and secret in the configuration.',
            )
          : t(
              'app.gateway.noneUser',
              'The gateway makes exactly one rollback of a firing alert, or asks a person here. An admin of this Grafana can set it up.',
            )
      }
    >
      {maySetUp && (
        <LinkButton href={host.address(PLUGIN_ADDRESS)}>
          {t('app.gateway.openSettings', 'Open the configuration')}
        </LinkButton>
      )}
    </TroubleFrame>
  );
}
