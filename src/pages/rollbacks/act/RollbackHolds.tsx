import { t } from '@grafana/i18n';
import { callGateway, type GatewaySend } from '@release-risk/contract/gatewayClient';
import type { Hold } from '@release-risk/contract/hold';
import type { RollbackDetail } from '@release-risk/contract/rollback';
import React from 'react';
import { useApp } from '../../../app/AppContext.ts';
import { troubleOf } from '../../../app/gateway/gatewayTrouble.ts';
import { troubleLine } from '../../../app/gateway/troubleWords.ts';
import { useGatewayRead } from '../../../app/gateway/useGatewayRead.ts';
import type { Allowed } from '../../../risk/act/actions.ts';
import type { Clock } from '../../../risk/view/clock.ts';
import { HoldNotice } from '../../../risk/view/HoldNotice.tsx';
import { secondsOf } from '../../../risk/view/standing.ts';
import { whyNotDecide } from './mayDecide.ts';

interface Props {
  readonly rollback: RollbackDetail;
  readonly clock: Clock;
  readonly again: () => void;
}

/** Seconds. */
const EVERY = 15;

const readHolds = (send: GatewaySend, signal: AbortSignal) => callGateway(send, 'listHolds', { signal });
const every = (): number => EVERY;

/** Who keeps it from being sent, until when, and the way to end that. */
export function RollbackHolds({ rollback, clock, again }: Props): React.JSX.Element {
  const { host } = useApp();
  const holds = useGatewayRead(readHolds, every);
  const whyNot = whyNotDecide(host);
  const end = ({ source }: Hold): Allowed<(id: string) => Promise<void>> => {
    if (source === 'silence') {
      return { ok: false, why: t('app.rollback.endSilence', 'It is a silence: end it in Grafana’s alerting.') };
    }
    if (whyNot !== undefined) return { ok: false, why: whyNot };
    return {
      ok: true,
      run: async (id) => {
        try {
          await callGateway(host.gateway, 'endHold', { path: { id } });
        } catch (error) {
          throw new Error(troubleLine(troubleOf(error)), { cause: error });
        } finally {
          holds.again();
          again();
        }
      },
    };
  };
  const held = (holds.value?.holds ?? []).filter(
    ({ labels, until }) => isAbout(labels, rollback.labels) && secondsOf(until) > clock.now,
  );
  return (
    <>
      {held.map((hold) => (
        <HoldNotice key={hold.id} hold={{ ...hold, by: hold.by.name }} end={end(hold)} clock={clock} />
      ))}
    </>
  );
}

/** Labels that a hold leaves out match everything. */
function isAbout(held: Hold['labels'], labels: RollbackDetail['labels']): boolean {
  return Object.entries(held).every(([name, value]) => labels[name] === value);
}
