import { t } from '@grafana/i18n';
import { RadioButtonGroup } from '@grafana/ui';
import React, { useState } from 'react';
import type { HoldRequest } from '../act/actions.ts';
import { ActionForm } from './ActionForm.tsx';
import { spokenLength } from './spokenTime.ts';
import { TextField } from './TextField.tsx';
import type { useDeed } from './useDeed.ts';

interface Props {
  readonly hold: (request: HoldRequest) => Promise<void>;
  readonly deed: ReturnType<typeof useDeed>;
  readonly close: () => void;
}

const MINUTES = [15, 30, 60, 240];

/** Keeps the pipeline from being called for a while. Everybody sees who holds it and why. */
export function HoldForm({ hold, deed: [deed, run], close }: Props): React.JSX.Element {
  const [minutes, setMinutes] = useState(30);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const submit = async (): Promise<void> => {
    if (reason.trim() === '') {
      setError(t('panel.hold.reasonNeeded', 'Say why: whoever looks at this next has to know'));
      return;
    }
    if (await run(() => hold({ minutes, reason: reason.trim() }))) close();
  };
  return (
    <ActionForm
      title={t('panel.hold.title', 'Hold automatic rollback')}
      submit={t('panel.hold.submit', 'Hold for {{length}}', { length: spokenLength(minutes * 60) })}
      running={t('panel.hold.placing', 'Holding…')}
      deed={deed}
      onSubmit={() => void submit()}
      close={close}
    >
      <div>
        <RadioButtonGroup
          aria-label={t('panel.hold.howLong', 'For how long')}
          size="sm"
          options={MINUTES.map((value) => ({ value, label: spokenLength(value * 60) }))}
          value={minutes}
          onChange={setMinutes}
        />
      </div>
      <TextField
        label={t('panel.hold.reason', 'Reason')}
        hint={t('panel.hold.reasonHint', 'Shown to everybody beside the verdict')}
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
