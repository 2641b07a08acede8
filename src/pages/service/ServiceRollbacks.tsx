import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { callGateway, type GatewaySend } from '@release-risk/contract/gatewayClient';
import { labelsQuery } from '@release-risk/contract/labelsQuery';
import React, { useCallback } from 'react';
import { Link } from 'react-router-dom-v5-compat';
import { StaleNote } from '../../app/gateway/StaleNote.tsx';
import { troubleLine } from '../../app/gateway/troubleWords.ts';
import { useGatewayRead } from '../../app/gateway/useGatewayRead.ts';
import { rollbacksPath } from '../../app/paths.ts';
import { RollbackTable } from '../../app/rollbacks/RollbackTable.tsx';
import type { Clock } from '../../risk/view/clock.ts';
import { SectionTitle } from './SectionTitle.tsx';

interface Props {
  readonly labels: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** Seconds. */
const EVERY = 15;
const SHOWN = 5;

/** The newest rollbacks of a service, each the way to its page: what somebody has to decide is decided there. */
export function ServiceRollbacks({ labels, clock }: Props): React.JSX.Element {
  const styles = useStyles2(getStyles);
  const wanted = labelsQuery(labels);
  const read = useGatewayRead(
    useCallback(
      (send: GatewaySend, signal: AbortSignal) =>
        callGateway(send, 'listRollbacks', { query: { labels: wanted, limit: SHOWN }, signal }),
      [wanted],
    ),
    () => EVERY,
  );
  const { value, trouble } = read;
  const title = t('app.rollbacks.ofService', 'Rollbacks');
  return (
    <section>
      <SectionTitle
        title={title}
        more={
          <Link to={`${rollbacksPath}?${new URLSearchParams({ labels: wanted }).toString()}`} className={styles.link}>
            {t('app.rollbacks.allOfService', 'All rollbacks')}
          </Link>
        }
      />
      <StaleNote read={read} />
      {value === undefined && trouble !== undefined && <p className={styles.quiet}>{troubleLine(trouble)}</p>}
      {value?.rollbacks.length === 0 && (
        <p className={styles.quiet}>{t('app.rollbacks.noneOfService', 'There was no rollback of this service yet.')}</p>
      )}
      {value !== undefined && value.rollbacks.length > 0 && (
        <RollbackTable caption={title} rollbacks={value.rollbacks} clock={clock} />
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
