import { t } from '@grafana/i18n';
import React, { useState } from 'react';
import { AreaField } from '../../../risk/edit/AreaField.tsx';
import { ActionForm } from '../../../risk/view/ActionForm.tsx';
import type { useDeed } from '../../../risk/view/useDeed.ts';

interface Props {
  readonly send: (text: string) => Promise<void>;
  readonly deed: ReturnType<typeof useDeed>;
  readonly close: () => void;
}

const LONGEST = 2000;

/** Something to know for whoever reads the story later. */
export function NoteForm({ send, deed: [deed, run], close }: Props): React.JSX.Element {
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const go = async (): Promise<void> => {
    const said = text.trim();
    if (said === '') setError(t('app.rollback.noteEmpty', 'Write something first'));
    else if (said.length > LONGEST) {
      setError(t('app.rollback.noteLong', 'A note has at most {{n}} characters', { n: LONGEST }));
    } else if (await run(() => send(said))) close();
  };
  return (
    <ActionForm
      title={t('app.rollback.noteTitle', 'Add a note')}
      submit={t('app.rollback.noteGo', 'Add it')}
      running={t('app.rollback.noting', 'Writing it down…')}
      deed={deed}
      onSubmit={() => void go()}
      close={close}
    >
      <AreaField
        label={t('app.rollback.note', 'Note')}
        hint={t('app.rollback.noteHint', 'What happened outside of what the gateway sees')}
        rows={3}
        value={text}
        onChange={(value) => {
          setText(value);
          setError(undefined);
        }}
        error={error}
      />
    </ActionForm>
  );
}
