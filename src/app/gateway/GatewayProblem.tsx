import { t } from '@grafana/i18n';
import { Button, LinkButton } from '@grafana/ui';
import React from 'react';
import { PLUGIN_ADDRESS } from '../../risk/addresses.ts';
import { useApp } from '../AppContext.ts';
import { rollbacksPath } from '../paths.ts';
import { TroubleFrame } from '../TroubleFrame.tsx';
import type { GatewayTrouble, GatewayTroubleKind } from './gatewayTrouble.ts';
import { troubleWords } from './troubleWords.ts';

interface Props {
  readonly trouble: GatewayTrouble;
  readonly again: () => void;
}

/** What an admin mends where the gateway is set up. */
const MENDED_IN_SETTINGS: readonly GatewayTroubleKind[] = ['down', 'otherServer', 'otherVersion', 'notAuthorized'];

/** Why there is nothing of the gateway to show, and where to go on. */
export function GatewayProblem({ trouble, again }: Props): React.JSX.Element {
  const { host } = useApp();
  const { title, sentence } = troubleWords(trouble);
  const { kind, reason, code } = trouble;
  return (
    <TroubleFrame title={title} sentence={sentence} details={[reason]} code={code}>
      {kind === 'notFound' ? (
        <LinkButton href={host.address(rollbacksPath)}>{t('app.gateway.toRollbacks', 'To all rollbacks')}</LinkButton>
      ) : (
        <Button icon="sync" variant="secondary" onClick={again}>
          {t('app.again', 'Try again')}
        </Button>
      )}
      {MENDED_IN_SETTINGS.includes(kind) && host.may('plugins:write') && (
        <LinkButton href={host.address(PLUGIN_ADDRESS)} variant="secondary" fill="outline">
          {t('app.gateway.openSettings', 'Open the configuration')}
        </LinkButton>
      )}
    </TroubleFrame>
  );
}
