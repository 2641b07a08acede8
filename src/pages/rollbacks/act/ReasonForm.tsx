import { t } from '@grafana/i18n';
import React, { useState } from 'react';
import { ActionForm } from '../../../risk/view/ActionForm.tsx';
import { TextField } from '../../../risk/view/TextField.tsx';
import type { useDeed } from '../../../risk/view/useDeed.ts';

interface Props {
  readonly title: string;
  /** What follows from it. */
  readonly about: string;
  readonly submit: string;
  readonly running: string;
  readonly send: (reason: string) => Promise<void>;
  readonly deed: ReturnType<typeof useDeed>;
  readonly close: () => void;
}

/** What the gateway takes for a reason. */
const SHORTEST = 3;

/** Something that is done with a reason, which everybody sees. */
export function ReasonForm({
  title,
  about,
  submit,
  running,
  send,
  deed: [deed, run],
  close,
}: Props): React.JSX.Element {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const go = async (): Promise<void> => {
    if (reason.trim().length < SHORTEST) {
      setError(t('app.rollback.reasonNeeded', 'Say why: whoever looks at this next has to know'));
      return;
    }
    if (await run(() => send(reason.trim()))) close();
  };
  return (
    <ActionForm title={title} submit={submit} running={running} deed={deed} onSubmit={() => void go()} close={close}>
      <div>{about}</div>
      <TextField
        label={t('app.rollback.reason', 'Reason')}
        hint={t('app.rollback.reasonHint', 'Stands in the timeline and in the report')}
        value={reason}
        onChange={(value) => {
          setReason(value);
          setError(undefined);
        }}
        error={error}
      />
    </ActionForm>
  );
}
