import { t } from '@grafana/i18n';
import { ok, type Check } from '@release-risk/apply/check';
import { costChecks, queryRuns } from '@release-risk/apply/costChecks';
import { preflight } from '@release-risk/apply/preflight';
import type { Objects } from '@release-risk/apply/makeObjects';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import type { RiskModel } from '@release-risk/model/model';
import { useMemo } from 'react';
import type { Host } from '../../risk/host.ts';
import { useRemote, type Asked } from '../useRemote.ts';
import type { ApplyLook } from './lookAtGrafana.ts';

/** Checks, and those of them that are of what is shown right now. */
export interface AskedChecks extends Asked<readonly Check[]> {
  readonly known: readonly Check[] | undefined;
}

/** Checks of what was looked at; unknown while they run. */
export function useChecks(host: Host, found: ApplyLook | undefined): AskedChecks {
  const objects = found?.objects;
  const asked = useRemote(
    useMemo(
      () =>
        objects === undefined
          ? undefined
          : async (signal: AbortSignal): Promise<readonly Check[]> => [
              ...(await preflight(askedBy(host, objects, signal), Math.floor(Date.now() / 1000), signal)),
              costPerMinute(objects.model, objects.desired.groups[0]?.interval ?? 30),
              ...costChecks(objects.model).filter(({ level }) => level !== 'ok'),
            ],
      [host, objects],
    ),
  );
  const known = asked.isAsking || asked.remote.kind !== 'ok' ? undefined : asked.remote.value;
  return { ...asked, known };
}

/** The same objects asked anew: the client they were made with ended with the look at them. */
function askedBy(host: Host, objects: Objects, signal: AbortSignal): Objects {
  const client = host.client(signal);
  return { ...objects, client, post: answeringQueries(client) };
}

function costPerMinute(model: RiskModel, intervalSeconds: number): Check {
  const runs = model.signals.reduce((sum, signal) => sum + queryRuns(signal), 0);
  const perMinute = Math.round((runs * 60) / intervalSeconds);
  return ok(
    t('app.apply.cost.title', 'Cost'),
    t('app.apply.cost.found', 'about {{perMinute}} query runs per minute for all services together', { perMinute }),
  );
}
