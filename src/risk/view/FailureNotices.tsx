import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { FailedQuery } from '@release-risk/contract/verdict';
import React from 'react';
import { LongText } from './LongText.tsx';
import { Notice } from './Notice.tsx';

interface Props {
  readonly failures: readonly FailedQuery[];
  readonly retry: () => void;
}

interface Trouble {
  readonly datasource: string;
  readonly reason: string;
  readonly hint: string;
  readonly queries: readonly string[];
}

const TEXT_FITS = 260;
const NAME_FITS = 60;

/** Each datasource that did not answer, why, and what to do; everything else stays shown. */
export function FailureNotices({ failures, retry }: Props): React.JSX.Element {
  return (
    <>
      {troublesOf(failures).map(({ datasource, reason, hint, queries }) => (
        <Notice
          key={`${datasource} ${reason}`}
          tone="warning"
          icon="exclamation-triangle"
          title={<LongText text={reason} lines={3} after={TEXT_FITS} />}
          action={
            <Button size="sm" variant="secondary" icon="sync" onClick={retry}>
              {t('panel.failure.retry', 'Try again')}
            </Button>
          }
        >
          <LongText text={hint} lines={3} after={TEXT_FITS} /> (
          <LongText text={datasource} lines={1} after={NAME_FITS} />,{' '}
          {t('panel.failure.queries', '{{count}} queries without an answer', {
            count: queries.length,
            defaultValue_one: '{{count}} query without an answer',
          })}
          )
        </Notice>
      ))}
    </>
  );
}

/** The same trouble of the same datasource is told once. */
function troublesOf(failures: readonly FailedQuery[]): readonly Trouble[] {
  const troubles = new Map<string, Trouble>();
  for (const { datasource, reason, hint, query } of failures) {
    const key = JSON.stringify([datasource, reason]);
    const queries = query.split(', ');
    troubles.set(key, { datasource, reason, hint, queries: [...(troubles.get(key)?.queries ?? []), ...queries] });
  }
  return [...troubles.values()];
}
