import { t } from '@grafana/i18n';
import { SecretInput } from '@grafana/ui';
import React from 'react';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { isWeakSecret, SECRET_BYTES_AT_LEAST } from './proxySecret.ts';

interface Props {
  readonly secret: string;
  readonly disabled: boolean;
  /** There is one, and nobody wants another. */
  readonly keeps: boolean;
  /** Nothing can be saved without. */
  readonly isWanted: boolean;
  readonly onReplace: () => void;
  readonly onChange: (secret: string) => void;
}

/** By what the gateway knows this Grafana. Only ever written. */
export function ProxySecretField(props: Props): React.JSX.Element {
  const { secret, disabled, keeps, onReplace, onChange } = props;
  return (
    <FieldFrame
      label={t('app.config.gateway.secret', 'Proxy secret')}
      hint={t(
        'app.config.gateway.secretHint',
        'The same as in the gateway’s own configuration. Kept encrypted by Grafana; nobody can read it back.',
      )}
      error={errorOf(props)}
    >
      {(binding) => (
        <SecretInput
          {...binding}
          isConfigured={keeps}
          value={keeps ? '' : secret}
          disabled={disabled || keeps}
          autoComplete="new-password"
          onReset={onReplace}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      )}
    </FieldFrame>
  );
}

function errorOf({ secret, isWanted }: Props): string | undefined {
  if (isWeakSecret(secret)) {
    return t(
      'app.config.gateway.secretWeak',
      'The gateway takes at least {{n}} bytes: "openssl rand -hex 32" makes one.',
      {
        n: SECRET_BYTES_AT_LEAST,
      },
    );
  }
  return isWanted
    ? t('app.config.gateway.secretNeeded', 'The gateway answers only to whoever knows its secret: type it.')
    : undefined;
}
