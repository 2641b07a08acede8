import type { Identity, RiskModel } from '@release-risk/model/model';
import type { Clock } from '@release-risk/query/transport';
import type { OutsideHolds } from '../flow/parts.ts';
import type { AlertmanagerClient } from '../intake/alertmanagerClient.ts';
import { type Silenced, silenceHolds } from './silenceHolds.ts';

/** Of one Alertmanager, Grafana's or another. Rejects where it does not tell. */
export type ReadSilenced = (signal: AbortSignal) => Promise<Silenced>;

/** What an Alertmanager of Prometheus has silenced, and what fires there. */
export function silencedIn(client: AlertmanagerClient): ReadSilenced {
  return async () => {
    const [silences, alerts] = await Promise.all([client.silences(), client.alerts()]);
    return { where: 'alertmanager', silences, alerts };
  };
}

/** What was read a moment ago is not asked for again: many releases are looked at in one second. */
const KEPT_MS = 5_000;

/** Silences that hold a release, of all that know any. Where one cannot be read, there may be others: that is told. */
export function outsideHolds(
  sources: readonly ReadSilenced[],
  clock: Clock,
): (model: RiskModel, labels: Identity, version: string, signal: AbortSignal) => Promise<OutsideHolds> {
  const kept = sources.map((read) => keptFor(read, clock));
  return async (model, labels, version, signal) => {
    const all = await Promise.all(
      kept.map(async (read): Promise<OutsideHolds> => {
        try {
          const silenced = await read(signal);
          return { holds: silenceHolds(silenced, model, labels, version, clock.now()), problem: undefined };
        } catch (error) {
          signal.throwIfAborted();
          const reason = error instanceof Error ? error.message : String(error);
          return { holds: [], problem: `whether somebody silenced it is not known: ${reason}` };
        }
      }),
    );
    return {
      holds: all.flatMap(({ holds }) => holds),
      problem: all.find(({ problem }) => problem !== undefined)?.problem,
    };
  };
}

function keptFor(read: ReadSilenced, clock: Clock): ReadSilenced {
  let kept: { readonly at: number; readonly silenced: Promise<Silenced> } | undefined;
  return (signal) => {
    const now = clock.now();
    if (kept === undefined || Math.abs(now - kept.at) > KEPT_MS) {
      kept = { at: now, silenced: read(signal) };
      kept.silenced.catch(() => (kept = undefined));
    }
    return kept.silenced;
  };
}
