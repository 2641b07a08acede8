import { setTimeout as wait } from 'node:timers/promises';
import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import { callGateway, type GatewaySend } from '@release-risk/contract/gatewayClient';
import { iso, recordOf } from '../story/records.ts';
import { pastReleases, type Release, running, WATCH_MS } from '../workload/releases.ts';
import type { Workload } from '../workload/workload.ts';

const AGAIN_AFTER_MS = 1_000;
const REMEMBERED = 9;

/**
 * Tells the gateway of every release and rollback, as pipelines do: first those of the past that are remembered, oldest
 * first, then each one as it happens, in their order and until the gateway took it. Returns a function that ends it.
 */
export function deliverDeployments(options: {
  readonly workload: Pick<Workload, 'releases' | 'onChange'>;
  /** Sends as somebody with the scope `pipeline`. */
  readonly send: GatewaySend;
  /** Address that the records link to. */
  readonly page: string;
  readonly nowMs: number;
  /** Told of a record that the gateway refused. */
  readonly onProblem: (problem: string) => void;
}): () => Promise<void> {
  const { workload, send, page } = options;
  const ended = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const deliver = (record: DeploymentRecord) => {
    last = last
      .then(() => untilTaken(send, record, ended.signal))
      .catch((error: unknown) => {
        if (!ended.signal.aborted) options.onProblem(error instanceof Error ? error.message : String(error));
      });
  };
  for (const record of pastRecords(workload.releases()[0], options.nowMs, page)) deliver(record);
  workload.onChange((releases) => deliver(finished(recordOf(running(releases), releases.at(-2), page))));
  return async () => {
    ended.abort(new Error('the demo stops'));
    await last;
  };
}

function pastRecords(first: Release, nowMs: number, page: string): readonly DeploymentRecord[] {
  const past = pastReleases(nowMs, REMEMBERED).filter(({ deployedAtMs }) => deployedAtMs < first.deployedAtMs);
  return [...past, first].map((release, at) => {
    const record = recordOf(release, past[at - 1], page);
    return { ...record, finishedAt: iso(release.deployedAtMs + WATCH_MS), outcome: 'succeeded' };
  });
}

/** Every component runs it at once. */
function finished(record: DeploymentRecord): DeploymentRecord {
  return { ...record, finishedAt: record.startedAt, outcome: 'succeeded' };
}

/** A gateway that does not answer, or cannot write, is asked again; what it refuses is not sent again. */
async function untilTaken(send: GatewaySend, record: DeploymentRecord, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await callGateway(send, 'putDeployment', { body: record, signal });
      return;
    } catch (error) {
      const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
      if (status >= 400 && status < 500 && status !== 429) throw error;
    }
    await wait(AGAIN_AFTER_MS, undefined, { signal });
  }
}
