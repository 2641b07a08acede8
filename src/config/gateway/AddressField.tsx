import { t } from '@grafana/i18n';
import { Input } from '@grafana/ui';
import React from 'react';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { FieldFrame } from '../../risk/edit/FieldFrame.tsx';
import { addressProblem, isInTheClear, type AddressProblem } from './gatewayAddress.ts';

interface Props {
  readonly address: string;
  readonly disabled: boolean;
  readonly onChange: (address: string) => void;
}

const EXAMPLE = 'https://gateway.example.com';

/** Where the gateway is, with what is wrong or dangerous about that. */
export function AddressField({ address, disabled, onChange }: Props): React.JSX.Element {
  const problem = addressProblem(address);
  return (
    <>
      <FieldFrame
        label={t('app.config.gateway.address', 'Address')}
        hint={t(
          'app.config.gateway.addressHint',
          'As Grafana’s own machine reaches it. Empty: there is no gateway. A provisioning file has to name it as gatewayUrl, too.',
        )}
        error={problem === undefined ? undefined : problemText(problem)}
      >
        {(binding) => (
          <Input
            {...binding}
            value={address}
            disabled={disabled}
            invalid={problem !== undefined}
            placeholder={EXAMPLE}
            onChange={(event) => {
              onChange(event.currentTarget.value);
            }}
          />
        )}
      </FieldFrame>
      {isInTheClear(address) && (
        <EditorNote tone="warning">
          {t('app.config.gateway.clear', 'Without https the secret and who asks go over the network in the clear.')}
        </EditorNote>
      )}
    </>
  );
}

function problemText(problem: AddressProblem): string {
  switch (problem) {
    case 'notAnAddress':
      return t('app.config.gateway.notAnAddress', 'This is no address; it looks like https://gateway.example.com.');
    case 'scheme':
      return t('app.config.gateway.scheme', 'It has to begin with https:// or http://.');
    case 'credentials':
      return t(
        'app.config.gateway.credentials',
        'Every user can read the address: no name and no password belongs into it.',
      );
    case 'more':
      return t('app.config.gateway.more', 'Only the base address, without a query, a fragment, blanks or braces.');
  }
}
