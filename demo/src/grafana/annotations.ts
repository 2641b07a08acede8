import type { DeploymentRecord } from '@release-risk/contract/deploymentRecord';
import type { RollbackProgress } from '@release-risk/contract/rollbackProgress';
import {
  annotateDeployment,
  annotateRollback,
  findAnnotations,
  serviceTags,
} from '@release-risk/grafana/api/annotations';
import type { StoryWriter } from '../story/story-writer.ts';
import { call, clientOf, type GrafanaLogin } from './call.ts';

const AT_MOST = 500;

/** The story as annotations of a Grafana, and the way to take them away again. */
export interface GrafanaStory extends StoryWriter {
  /** Deletes what was written; annotations of others stay. */
  remove(): Promise<void>;
}

/** Writes one thing after the other, so that the last word about a release is the last one that was said. */
export function grafanaStory(grafana: GrafanaLogin): GrafanaStory {
  const client = clientOf(grafana);
  const written = new Map<string, Readonly<Record<string, string>>>();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    const turn = last.then(work).then(() => undefined);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    deployment: (record: DeploymentRecord) => {
      written.set(record.id, record.labels);
      return inTurn(() => annotateDeployment(client, record, Object.keys(record.labels)));
    },
    rollback: (progress: RollbackProgress) => {
      written.set(progress.id, progress.labels);
      return inTurn(() => annotateRollback(client, progress));
    },
    remove: async () => {
      await last;
      for (const labels of new Set(
        [...written.values()].map((one) => JSON.stringify(serviceTags(one, Object.keys(one)))),
      )) {
        const there = await findAnnotations(client, JSON.parse(labels), AT_MOST);
        for (const { id, data } of there) {
          const own = typeof data === 'object' && data !== null ? Reflect.get(data, 'id') : undefined;
          if (typeof own === 'string' && written.has(own)) await call(grafana, 'DELETE', `/api/annotations/${id}`);
        }
      }
    },
  };
}
