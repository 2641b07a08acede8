import { t } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';
import {
  testDelivery,
  type Delivery,
  type TestedAlert,
  type TestedContactPoint,
} from '@release-risk/grafana/api/testDelivery';
import React, { useState } from 'react';
import type { Host } from '../../risk/host.ts';
import { FieldStack } from '../../risk/edit/FieldStack.tsx';
import { RAW } from '../../risk/rawText.ts';

interface Props {
  readonly host: Host;
  /** Undefined: something is missing, such as the secret. */
  readonly contactPoint: TestedContactPoint | undefined;
  readonly alert: TestedAlert;
  /** Why it cannot be sent. */
  readonly obstacle: string | undefined;
}

type Sent =
  | { readonly kind: 'none' | 'sending' }
  | { readonly kind: 'sent'; readonly delivery: Delivery }
  | { readonly kind: 'failed'; readonly reason: string; readonly hint: string };

/** Sends one alert that is marked as a dry run the way real ones go, and tells how that went. */
export function TestDelivery({ host, contactPoint, alert, obstacle }: Props): React.JSX.Element {
  const [sent, setSent] = useState<Sent>({ kind: 'none' });
  const send = async (): Promise<void> => {
    if (contactPoint === undefined) return;
    setSent({ kind: 'sending' });
    try {
      const delivery = await testDelivery(host.client(new AbortController().signal), contactPoint, alert);
      setSent({ kind: 'sent', delivery });
    } catch (error) {
      const hint: unknown = error instanceof Error ? Reflect.get(error, 'hint') : undefined;
      const reason = error instanceof Error ? error.message : String(error);
      setSent({ kind: 'failed', reason, hint: typeof hint === 'string' ? hint : '' });
    }
  };
  return (
    <FieldStack>
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="message"
          disabled={contactPoint === undefined || sent.kind === 'sending'}
          tooltip={obstacle}
          onClick={() => {
            void send();
          }}
        >
          {sent.kind === 'sending' ? t('app.apply.test.sending', 'Sending…') : t('app.apply.test.send', 'Send a test')}
        </Button>
      </div>
      <div aria-live="polite">
        <SentNote sent={sent} />
      </div>
    </FieldStack>
  );
}

function SentNote({ sent }: { readonly sent: Sent }): React.JSX.Element | null {
  switch (sent.kind) {
    case 'none':
    case 'sending':
      return null;
    case 'failed':
      return (
        <Alert severity="error" title={t('app.apply.test.refused', 'Grafana did not send the test')}>
          <div>{sent.reason}</div>
          {sent.hint !== '' && <div>{sent.hint}</div>}
        </Alert>
      );
    case 'sent':
      return sent.delivery.error === undefined ? (
        <Alert severity="success" title={t('app.apply.test.taken', 'The receiver took the test')}>
          {t(
            'app.apply.test.takenAbout',
            'It answered with a status of 200 to 299. The alert was marked dry_run, so nothing should have been done.',
          )}
        </Alert>
      ) : (
        <Alert severity="warning" title={t('app.apply.test.notTaken', 'The receiver did not take the test')}>
          <div>{t('app.apply.test.words', 'Grafana says: {{error}}', { error: sent.delivery.error, ...RAW })}</div>
          <div>
            {t(
              'app.apply.test.next',
              'Check the address, that Grafana’s machine reaches it, and the secret. Grafana tries a real alert again at every group interval.',
            )}
          </div>
        </Alert>
      );
  }
}
