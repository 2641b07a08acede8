import { t } from '@grafana/i18n';
import { Button } from '@grafana/ui';
import type { Rollback } from '@release-risk/contract/rollback';
import React, { useEffect, useRef, useState } from 'react';
import { useApp } from '../../app/AppContext.ts';
import { troubleOf } from '../../app/gateway/gatewayTrouble.ts';
import { troubleWords } from '../../app/gateway/troubleWords.ts';
import { RollbackTable } from '../../app/rollbacks/RollbackTable.tsx';
import type { Clock } from '../../risk/view/clock.ts';
import { DeedLine } from '../../risk/view/DeedLine.tsx';
import { useDeed } from '../../risk/view/useDeed.ts';
import { openFirst, readOlder, type RollbackPage } from './readRollbacks.ts';
import type { RollbackFilter } from './rollbackFilter.ts';

interface Props {
  readonly filter: RollbackFilter;
  /** What is shown above. */
  readonly newest: RollbackPage;
  readonly clock: Clock;
}

/** The rollbacks that follow, read a page at a time when somebody wants them. */
export function OlderRollbacks({ filter, newest, clock }: Props): React.JSX.Element {
  const { host } = useApp();
  const [older, setOlder] = useState<RollbackPage>();
  const [deed, run] = useDeed();
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => {
      controller.abort();
    };
  }, []);
  const { next } = older ?? newest;
  const above = new Set(newest.rollbacks.map(({ id }) => id));
  const shown: readonly Rollback[] = (older?.rollbacks ?? []).filter(({ id }) => !above.has(id));
  const more = (before: string): Promise<boolean> =>
    run(async () => {
      try {
        const page = await readOlder(host.gateway, filter, before, leaving.current.signal);
        setOlder((known) => ({
          rollbacks: openFirst([...(known?.rollbacks ?? []), ...page.rollbacks]),
          next: page.next,
        }));
      } catch (error) {
        throw new Error(troubleWords(troubleOf(error)).title, { cause: error });
      }
    });
  return (
    <>
      {shown.length > 0 && (
        <RollbackTable caption={t('app.rollbacks.olderCaption', 'Older rollbacks')} rollbacks={shown} clock={clock} />
      )}
      {next !== null && (
        <div>
          <Button
            size="sm"
            variant="secondary"
            aria-busy={deed.kind === 'running'}
            onClick={() => {
              if (deed.kind !== 'running') void more(next);
            }}
          >
            {t('app.rollbacks.older', 'Show older ones')}
          </Button>{' '}
          <DeedLine deed={deed} running={t('app.loading', 'Loading...')} done="" />
        </div>
      )}
    </>
  );
}
