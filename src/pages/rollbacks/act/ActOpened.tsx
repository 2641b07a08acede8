import { t } from '@grafana/i18n';
import { callGateway } from '@release-risk/contract/gatewayClient';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import React from 'react';
import { useApp } from '../../../app/AppContext.ts';
import { AcknowledgeForm } from '../../../risk/view/AcknowledgeForm.tsx';
import type { Clock } from '../../../risk/view/clock.ts';
import { HoldForm } from '../../../risk/view/HoldForm.tsx';
import type { useDeed } from '../../../risk/view/useDeed.ts';
import { ApproveForm } from './ApproveForm.tsx';
import { NoteForm } from './NoteForm.tsx';
import type { Act } from './possibleActs.ts';
import { ReasonForm } from './ReasonForm.tsx';

interface Props {
  readonly act: Act;
  readonly rollback: RollbackDetail;
  readonly clock: Clock;
  readonly deed: ReturnType<typeof useDeed>;
  readonly close: () => void;
}

/** What is asked before something is done. */
export function ActOpened({ act, rollback, clock, deed, close }: Props): React.JSX.Element | null {
  const { host } = useApp();
  const { id, labels, decision } = rollback;
  const path = { id };
  switch (act) {
    case 'approve':
      return (
        <ApproveForm
          rollback={rollback}
          clock={clock}
          deed={deed}
          close={close}
          approve={(body) => callGateway(host.gateway, 'approve', { path, body })}
        />
      );
    case 'reject':
      return (
        <ReasonForm
          title={t('app.rollback.rejectTitle', 'Reject this rollback')}
          about={t('app.rollback.rejectAbout', 'The release stays as it is. Everybody sees who rejected it and why.')}
          submit={t('app.rollback.rejectGo', 'Reject it')}
          running={t('app.rollback.rejecting', 'Rejecting…')}
          deed={deed}
          close={close}
          send={async (reason) => {
            if (decision !== null) await callGateway(host.gateway, 'reject', { path, body: { ...decision, reason } });
          }}
        />
      );
    case 'retry':
      return (
        <ReasonForm
          title={t('app.rollback.retryTitle', 'Start another attempt')}
          about={t(
            'app.rollback.retryAbout',
            'It is judged anew, with a number of its own. Where the outcome was unknown, look at the pipeline first: it may have happened.',
          )}
          submit={t('app.rollback.retryGo', 'Start attempt {{n}}', { n: rollback.attempt + 1 })}
          running={t('app.rollback.retrying', 'Starting…')}
          deed={deed}
          close={close}
          send={async (reason) => {
            await callGateway(host.gateway, 'retry', { path, body: { reason, revision: rollback.revision } });
          }}
        />
      );
    case 'hold':
      return (
        <HoldForm
          deed={deed}
          close={close}
          hold={async ({ minutes, reason }) => {
            const until = new Date(clock.now * 1000 + minutes * 60_000).toISOString();
            await callGateway(host.gateway, 'hold', { body: { labels, reason, until } });
          }}
        />
      );
    case 'acknowledge':
      return (
        <AcknowledgeForm
          deed={deed}
          close={close}
          acknowledge={async (note) => {
            await callGateway(host.gateway, 'acknowledge', { path, body: note === '' ? {} : { note } });
          }}
        />
      );
    case 'note':
      return (
        <NoteForm
          deed={deed}
          close={close}
          send={async (text) => {
            await callGateway(host.gateway, 'note', { path, body: { text } });
          }}
        />
      );
  }
}
