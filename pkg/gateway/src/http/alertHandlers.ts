import type { AnswerOf } from '@release-risk/contract/gatewayApi';
import { replayCache } from '../auth/replayCache.ts';
import { GatewayError } from '../errors.ts';
import { readAlertmanagerPayload } from '../intake/alertmanagerPayload.ts';
import { readGrafanaPayload } from '../intake/grafanaPayload.ts';
import type { ReadPayload } from '../intake/payload.ts';
import { strictJson } from '../intake/strictJson.ts';
import type { GatewayMetrics } from '../metrics/metrics.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Handlers } from './handler.ts';
import type { Operations } from './operations.ts';

type Source = 'grafana' | 'alertmanager';
type Accepted = AnswerOf<'grafanaAlerts'>;

/** The doors for alerts: nothing is done here but to put them on disk. */
export function alertHandlers(
  operations: Pick<Operations, 'accept' | 'reconcileSoon'>,
  metrics: Pick<GatewayMetrics, 'deliveries'>,
  now: () => number,
): Pick<Handlers, 'grafanaAlerts' | 'alertmanagerAlerts'> {
  /** How many alerts came under a signature. */
  const seen = replayCache<number>();

  const accept = async (source: Source, payload: ReadPayload): Promise<Accepted> => {
    const { alerts, isTruncated, problems } = payload;
    // What can be used is kept before the rest is refused: it would not be sent again soon.
    const accepted = alerts.length === 0 ? NOTHING : await stored(source, alerts);
    if (isTruncated) operations.reconcileSoon();
    if (problems.length === 0) return accepted;
    metrics.deliveries(source, 'refused', problems.length);
    throw new GatewayError({ code: 'GW103', problem: problems.join('; ') });
  };
  const stored = async (source: Source, alerts: ReadPayload['alerts']): Promise<Accepted> => {
    try {
      const answer = await operations.accept(source, alerts);
      metrics.deliveries(source, 'accepted', answer.accepted);
      metrics.deliveries(source, 'known', answer.known);
      return answer;
    } catch (error) {
      if (error instanceof StoreUnavailable) metrics.deliveries(source, 'unavailable', alerts.length);
      throw error;
    }
  };

  return {
    async grafanaAlerts({ caller, raw }) {
      if (caller.kind !== 'signed') throw new GatewayError({ code: 'GW102' });
      const known = seen.known(caller.signature);
      if (known !== undefined) {
        metrics.deliveries('grafana', 'known', known);
        return { body: { accepted: 0, known } };
      }
      const body = await accept('grafana', readGrafanaPayload(strictJson(raw)));
      seen.remember(caller.signature, body.accepted + body.known, now());
      return { body };
    },
    async alertmanagerAlerts({ raw }) {
      return { body: await accept('alertmanager', readAlertmanagerPayload(strictJson(raw))) };
    },
  };
}

const NOTHING: Accepted = { accepted: 0, known: 0 };
