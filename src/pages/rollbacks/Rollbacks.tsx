import { css } from '@emotion/css';
import { getTimeZone, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { GatewaySend } from '@release-risk/contract/gatewayClient';
import { hasEnded } from '@release-risk/contract/rollback';
import React, { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom-v5-compat';
import { GatewayProblem } from '../../app/gateway/GatewayProblem.tsx';
import { StaleNote } from '../../app/gateway/StaleNote.tsx';
import { useGatewayRead } from '../../app/gateway/useGatewayRead.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { RefreshControl } from '../../app/RefreshControl.tsx';
import { RollbackTable } from '../../app/rollbacks/RollbackTable.tsx';
import { srOnly } from '../../risk/view/srOnly.ts';
import { useNow } from '../../risk/view/useNow.ts';
import { OlderRollbacks } from './OlderRollbacks.tsx';
import { readRollbacks } from './readRollbacks.ts';
import { filterIn, withFilter } from './rollbackFilter.ts';
import { RollbackFilters } from './RollbackFilters.tsx';
import { pageStyles } from '../../app/pageStyles.ts';

/** Seconds. */
const EVERY = 10;

/** Rollbacks of all services, those that are open first. */
export function Rollbacks(): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const [params, setParams] = useSearchParams();
  const { state, labels } = filterIn(params);
  const [paused, setPaused] = useState(false);
  const read = useGatewayRead(
    useCallback(
      (send: GatewaySend, signal: AbortSignal) => readRollbacks(send, { state, labels }, signal),
      [state, labels],
    ),
    () => (paused ? undefined : EVERY),
  );
  const clock = { now: useNow(5), timeZone: getTimeZone() };
  const { value, trouble } = read;
  const isFiltered = state !== 'all' || labels !== '';
  const open = (value?.rollbacks ?? []).filter((one) => !hasEnded(one.state));
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <RollbackFilters
          filter={{ state, labels }}
          rollbacks={value?.rollbacks ?? []}
          change={(next) => {
            setParams(withFilter(params, next), { replace: true });
          }}
        />
        <RefreshControl
          evaluatedAt={undefined}
          clock={clock}
          every={EVERY}
          busy={read.busy}
          paused={paused}
          setPaused={setPaused}
          again={read.again}
        />
      </div>
      <div className={srOnly} role="status">
        {value !== undefined &&
          t('app.rollbacks.openCount', '{{count}} open rollbacks', {
            count: open.length,
            defaultValue_one: '{{count}} open rollback',
          })}
      </div>
      <StaleNote read={read} />
      {value === undefined && trouble === undefined && <PageLoading />}
      {value === undefined && trouble !== undefined && <GatewayProblem trouble={trouble} again={read.again} />}
      {value !== undefined &&
        (value.rollbacks.length === 0 ? (
          <p className={styles.quiet}>
            {isFiltered
              ? t('app.rollbacks.noneSuch', 'No rollback is like that.')
              : t(
                  'app.rollbacks.empty',
                  'There was no rollback yet. The first alert that a model’s rule sends to the gateway shows up here, also where the model only observes.',
                )}
          </p>
        ) : (
          <>
            <RollbackTable
              caption={t('app.rollbacks.caption', 'Rollbacks, open ones first')}
              rollbacks={value.rollbacks}
              clock={clock}
            />
            {value.next !== null && (
              <OlderRollbacks key={`${state} ${labels}`} filter={{ state, labels }} newest={value} clock={clock} />
            )}
          </>
        ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  ...pageStyles(theme),
  quiet: css({ margin: 0, maxWidth: '80ch', color: theme.colors.text.secondary }),
});
