import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { StoredSettings } from '@release-risk/grafana/api/pluginSettings';
import React, { useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { EditorNote } from '../../risk/edit/EditorNote.tsx';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { Part } from '../Part.tsx';
import { AddressField } from './AddressField.tsx';
import { addressProblem, keptAddress } from './gatewayAddress.ts';
import { GatewayTest } from './GatewayTest.tsx';
import { ProxySecretField } from './ProxySecretField.tsx';
import { isWeakSecret } from './proxySecret.ts';
import { SavedGatewayNote } from './SavedGatewayNote.tsx';
import { saveGateway, type GatewaySaved } from './saveGateway.ts';

interface Props {
  readonly settings: StoredSettings;
}

type Saving = { readonly kind: 'no' | 'saving' } | GatewaySaved;

/** Where the rollback gateway is, and the secret by which it knows this Grafana. The secret is only ever written. */
export function GatewayPart({ settings: { gateway } }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { host, reloadSettings } = useApp();
  const mayEdit = host.may('plugins:write');
  const [address, setAddress] = useState(gateway.url);
  const [secret, setSecret] = useState('');
  const [replaces, setReplaces] = useState(false);
  const [saving, setSaving] = useState<Saving>({ kind: 'no' });
  const keeps = gateway.hasSecret && !replaces;
  const url = keptAddress(address);
  const isNone = url === '';
  const needsSecret = !isNone && !keeps && secret === '';
  const isChanged = url !== gateway.url || secret !== '';
  const isSound = addressProblem(address) === undefined && !needsSecret && !isWeakSecret(secret);
  const save = async (): Promise<void> => {
    setSaving({ kind: 'saving' });
    const written = isNone ? '' : secret === '' ? undefined : secret;
    const saved = await saveGateway(host, { base: gateway, url, secret: written }, new AbortController().signal);
    setSaving(saved);
    if (saved.kind === 'saved') {
      setSecret('');
      setReplaces(false);
    }
    if (saved.kind === 'saved' || saved.kind === 'conflict') reloadSettings();
  };
  return (
    <div className={styles.apart}>
      <Part
        title={t('app.config.gateway.title', 'Rollback gateway')}
        about={t(
          'app.config.gateway.about',
          'A server of its own that makes exactly one rollback of a firing alert, or asks a person on the page Rollbacks. Grafana sends it who asks, so give only the address of a gateway that you run.',
        )}
      >
        <form
          noValidate
          aria-label={t('app.config.gateway.title', 'Rollback gateway')}
          onSubmit={(event) => {
            event.preventDefault();
            if (isSound && saving.kind !== 'saving') void save();
          }}
        >
          <FieldStack>
            <AddressField
              address={address}
              disabled={!mayEdit}
              onChange={(next) => {
                setAddress(next);
                setSaving({ kind: 'no' });
              }}
            />
            <ProxySecretField
              secret={secret}
              disabled={!mayEdit}
              keeps={keeps}
              isWanted={needsSecret && (url !== gateway.url || replaces)}
              onReplace={() => {
                setReplaces(true);
              }}
              onChange={(next) => {
                setSecret(next);
                setSaving({ kind: 'no' });
              }}
            />
            {mayEdit ? (
              <div className={styles.buttons}>
                <Button type="submit" size="sm" disabled={!isSound || !isChanged} aria-busy={saving.kind === 'saving'}>
                  {saving.kind === 'saving'
                    ? t('app.config.gateway.saving', 'Saving…')
                    : t('app.config.gateway.save', 'Save')}
                </Button>
              </div>
            ) : (
              <EditorNote>
                {t('app.config.gateway.readOnly', 'Changing it needs the permission plugins:write.')}
              </EditorNote>
            )}
            <SavedGatewayNote saving={saving} />
          </FieldStack>
        </form>
        {gateway.url !== '' && mayEdit && <GatewayTest isStale={isChanged} />}
      </Part>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  apart: css({ marginTop: theme.spacing(4), maxWidth: 720 }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
