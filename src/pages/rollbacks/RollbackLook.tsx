import { css } from '@emotion/css';
import { getTimeZone, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { callGateway, type GatewaySend } from '@release-risk/contract/gatewayClient';
import { hasEnded, type RollbackDetail } from '@release-risk/contract/rollback';
import React, { useCallback, useEffect } from 'react';
import { GatewayProblem } from '../../app/gateway/GatewayProblem.tsx';
import { StaleNote } from '../../app/gateway/StaleNote.tsx';
import { useGatewayRead } from '../../app/gateway/useGatewayRead.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { standWord } from '../../app/rollbacks/rollbackWords.ts';
import { srOnly } from '../../risk/view/srOnly.ts';
import { useNow } from '../../risk/view/useNow.ts';
import { RollbackActions } from './act/RollbackActions.tsx';
import { RollbackHolds } from './act/RollbackHolds.tsx';
import { RollbackFacts } from './RollbackFacts.tsx';
import { RollbackHead, spokenHead } from './RollbackHead.tsx';
import { RollbackNotes } from './RollbackNotes.tsx';
import { RollbackSteps } from './RollbackSteps.tsx';
import { RollbackTimeline } from './RollbackTimeline.tsx';

interface Props {
  readonly id: string;
  /** Names of the models in the settings. */
  readonly models: readonly string[];
  readonly onTitle: (title: string) => void;
}

/** Seconds between two looks, while something may happen by itself and after that. */
const EVERY_WHILE_OPEN = 4;
const EVERY_AFTERWARDS = 30;

/** One rollback as it stands, looked at again and again. */
export function RollbackLook({ id, models, onTitle }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const read = useGatewayRead(
    useCallback(
      (send: GatewaySend, signal: AbortSignal) => callGateway(send, 'showRollback', { path: { id }, signal }),
      [id],
    ),
    (known) => (known !== undefined && hasEnded(known.state) ? EVERY_AFTERWARDS : EVERY_WHILE_OPEN),
  );
  const clock = { now: useNow(1), timeZone: getTimeZone() };
  const { value: rollback, trouble, again } = read;
  const title = rollback && titleOf(rollback);
  useEffect(() => {
    if (title !== undefined) onTitle(title);
  }, [title, onTitle]);
  if (rollback === undefined) {
    return trouble === undefined ? <PageLoading /> : <GatewayProblem trouble={trouble} again={again} />;
  }
  return (
    <div className={styles.page}>
      <div className={srOnly} role="status">
        {spokenHead(rollback)}
      </div>
      <StaleNote read={read} />
      <RollbackHead rollback={rollback} clock={clock} />
      <RollbackActions rollback={rollback} clock={clock} again={again} />
      {!hasEnded(rollback.state) && <RollbackHolds rollback={rollback} clock={clock} again={again} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <RollbackSteps steps={rollback.steps} clock={clock} />
          <RollbackTimeline rollback={rollback} clock={clock} />
        </div>
        <div className={styles.side}>
          <RollbackFacts rollback={rollback} models={models} />
          <RollbackNotes notes={rollback.notes} clock={clock} />
        </div>
      </div>
    </div>
  );
}

/** Characters: a heading breaks no words. */
const SERVICE_FITS = 32;
const VERSION_FITS = 22;

function titleOf(rollback: RollbackDetail): string {
  const { service, deployment, target } = rollback;
  const versions = [deployment.version, target].flatMap((one) => (one === null ? [] : shortened(one, VERSION_FITS)));
  return [`${standWord(rollback)}: ${shortened(service, SERVICE_FITS)}`, versions.join(' → ')].join(' ').trim();
}

function shortened(text: string, fits: number): string {
  return text.length > fits ? `${text.slice(0, fits - 1)}…` : text;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5), minWidth: 0 }),
  columns: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: theme.spacing(1, 4) }),
  main: css({ flex: '2 1 420px', minWidth: 0 }),
  side: css({ flex: '1 1 280px', minWidth: 0 }),
});
