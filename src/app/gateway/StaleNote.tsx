import { getTimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import React from 'react';
import { LongText } from '../../risk/view/LongText.tsx';
import { Notice } from '../../risk/view/Notice.tsx';
import { spokenTick } from '../../risk/view/spokenTime.ts';
import type { GatewayRead } from './useGatewayRead.ts';
import { troubleWords } from './troubleWords.ts';

const TEXT_FITS = 200;

/** What is shown was true some time ago: since when nothing newer came, and why. */
export function StaleNote({ read }: { readonly read: GatewayRead<unknown> }): React.JSX.Element | null {
  const { value, at, trouble, again } = read;
  if (value === undefined || at === undefined || trouble === undefined) return null;
  return (
    <Notice
      tone="warning"
      icon="exclamation-triangle"
      title={t('app.gateway.stale', 'As it stood at {{time}}: {{why}}', {
        time: spokenTick(at, at, getTimeZone()),
        why: troubleWords(trouble).title,
      })}
      action={
        <Button size="sm" variant="secondary" icon="sync" onClick={again}>
          {t('app.again', 'Try again')}
        </Button>
      }
    >
      <LongText text={trouble.reason} lines={2} after={TEXT_FITS} />
    </Notice>
  );
}
