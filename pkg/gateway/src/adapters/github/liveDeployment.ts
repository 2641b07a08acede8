import { z } from 'zod';
import type { ApiCall, Exchange } from '../../egress/exchange.ts';
import type { LiveCommit } from '../liveCommit.ts';
import { readingOf, type Reading } from '../reading.ts';
import type { githubRequests } from './githubApi.ts';

export const deploymentSchema = z.object({
  id: z.int().positive(),
  sha: z.string(),
  task: z.string(),
  created_at: z.string(),
  payload: z.unknown(),
  url: z.string(),
});
export type GithubDeployment = z.output<typeof deploymentSchema>;

export const deploymentStatusSchema = z.object({ state: z.string(), description: z.string().nullish() });

/** How many deployments back a successful one is looked for. */
const MOST_LOOKED_AT = 10;

/** The newest deployment of the environment that succeeded; undefined where the newest ten hold none. */
export async function liveDeployment(
  environment: string,
  { route, callOf, place }: ReturnType<typeof githubRequests>,
  send: (call: ApiCall) => Promise<Exchange>,
): Promise<Reading<LiveCommit | undefined>> {
  const listed = readingOf(
    await send(
      callOf(
        route('GET /repos/{owner}/{repo}/deployments', {
          ...place,
          environment,
          per_page: MOST_LOOKED_AT,
        }),
      ),
    ),
    z.array(deploymentSchema),
  );
  if (listed.kind !== 'read') return listed;
  for (const deployment of [...listed.value].sort((a, b) => b.id - a.id)) {
    // A deployment alone says only that somebody began it.
    const statuses = readingOf(
      await send(
        callOf(
          route('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
            ...place,
            deployment_id: deployment.id,
            per_page: 30,
          }),
        ),
      ),
      z.array(deploymentStatusSchema),
    );
    if (statuses.kind !== 'read') return statuses;
    if (statuses.value[0]?.state === 'success')
      return { kind: 'read', value: { id: deployment.id, commit: deployment.sha } };
  }
  return { kind: 'read', value: undefined };
}
