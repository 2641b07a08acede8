import { t } from '@grafana/i18n';
import React, { useState } from 'react';
import { ActionForm } from './ActionForm.tsx';
import { TextField } from './TextField.tsx';
import type { useDeed } from './useDeed.ts';

interface Props {
  readonly acknowledge: (note: string) => Promise<void>;
  readonly deed: ReturnType<typeof useDeed>;
  readonly close: () => void;
}

/** Tells the others that somebody has seen it. */
export function AcknowledgeForm({ acknowledge, deed: [deed, run], close }: Props): React.JSX.Element {
  const [note, setNote] = useState('');
  const submit = async (): Promise<void> => {
    if (await run(() => acknowledge(note.trim()))) close();
  };
  return (
    <ActionForm
      title={t('panel.acknowledge.title', 'Tell the others that you take care of it')}
      submit={t('panel.acknowledge.submit', 'I take care of it')}
      running={t('panel.acknowledge.sending', 'Writing it down…')}
      deed={deed}
      onSubmit={() => void submit()}
      close={close}
    >
      <TextField
        label={t('panel.acknowledge.note', 'Note')}
        hint={t('panel.acknowledge.noteHint', 'What you know or do, if you like')}
        value={note}
        onChange={setNote}
        error={undefined}
      />
    </ActionForm>
  );
}
