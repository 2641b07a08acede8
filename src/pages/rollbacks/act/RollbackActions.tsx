import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import React, { useEffect, useId, useRef, useState } from 'react';
import { useApp } from '../../../app/AppContext.ts';
import { troubleOf } from '../../../app/gateway/gatewayTrouble.ts';
import { troubleLine } from '../../../app/gateway/troubleWords.ts';
import type { Clock } from '../../../risk/view/clock.ts';
import { DeedLine } from '../../../risk/view/DeedLine.tsx';
import { useDeed } from '../../../risk/view/useDeed.ts';
import { Why } from '../../../risk/view/Why.tsx';
import { ACT_ICONS, actDone, actWord } from './actWords.ts';
import { ActOpened } from './ActOpened.tsx';
import { LostRace, type Lost } from './LostRace.tsx';
import { whyNotDecide } from './mayDecide.ts';
import { possibleActs, type Act } from './possibleActs.ts';

interface Props {
  readonly rollback: RollbackDetail;
  readonly clock: Clock;
  readonly again: () => void;
}

/** What a person can do about it now. What is not allowed stays visible and says why. */
export function RollbackActions({ rollback, clock, again }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const { host } = useApp();
  const [opened, setOpened] = useState<Act>();
  const [last, setLast] = useState<Act>();
  const [lost, setLost] = useState<Lost>();
  const [deed, run, forget] = useDeed();
  const why = useId();
  const bar = useRef<HTMLDivElement>(null);
  const acts = possibleActs(rollback);
  const whyNot = whyNotDecide(host);
  // The form of something that is not possible any more closes by itself.
  const shown = opened !== undefined && acts.includes(opened) ? opened : undefined;
  useReturningFocus(bar, shown);
  const did = async (work: () => Promise<unknown>): Promise<boolean> =>
    run(async () => {
      try {
        setLost(undefined);
        await work();
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'tooLate') setLost({ reason: trouble.reason, hint: trouble.hint, seen: rollback });
        again();
        throw new Error(troubleLine(trouble), { cause: error });
      }
      again();
    });
  return (
    <div className={styles.actions}>
      {lost !== undefined && (
        <LostRace
          lost={lost}
          rollback={rollback}
          clock={clock}
          close={() => {
            setLost(undefined);
          }}
        />
      )}
      <div className={styles.buttons} ref={bar} tabIndex={-1}>
        {acts.map((act) => (
          <Button
            key={act}
            data-act={act}
            size={act === 'approve' || act === 'reject' ? 'md' : 'sm'}
            variant={act === 'approve' ? 'primary' : 'secondary'}
            icon={ACT_ICONS[act]}
            disabled={whyNot !== undefined}
            aria-expanded={shown === act}
            aria-describedby={why}
            onClick={() => {
              forget();
              setOpened(shown === act ? undefined : act);
            }}
          >
            {actWord(act)}
          </Button>
        ))}
        <span id={why} className={styles.said} role="status">
          {whyNot !== undefined && <Why>{whyNot}</Why>}
          {shown === undefined && last !== undefined && lost === undefined && (
            <DeedLine deed={deed} running="" done={actDone(last)} />
          )}
        </span>
      </div>
      {shown !== undefined && whyNot === undefined && (
        <ActOpened
          key={shown}
          act={shown}
          rollback={rollback}
          clock={clock}
          deed={[
            deed,
            (work) => {
              setLast(shown);
              return did(work);
            },
            forget,
          ]}
          close={() => {
            setOpened(undefined);
          }}
        />
      )}
    </div>
  );
}

/** Where a form closes, the focus goes back to what opened it, or to its neighbours where that is gone. */
function useReturningFocus(bar: React.RefObject<HTMLDivElement | null>, shown: Act | undefined): void {
  const before = useRef<Act>();
  useEffect(() => {
    const closed = before.current;
    before.current = shown;
    if (closed === undefined || shown !== undefined) return;
    const opener = bar.current?.querySelector<HTMLElement>(`[data-act="${closed}"]`);
    (opener ?? bar.current)?.focus();
  }, [bar, shown]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  actions: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  buttons: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    '&:focus': { outline: 'none' },
  }),
  said: css({ display: 'inline-flex', flexDirection: 'column', minWidth: 0 }),
});
