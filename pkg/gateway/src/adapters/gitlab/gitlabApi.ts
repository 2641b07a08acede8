import { z } from 'zod';
import type { ApiCall, Exchange, SendCall } from '../../egress/exchange.ts';
import { readingOf, type Reading } from '../reading.ts';
import type { GitlabSettings } from './settings.ts';

/**
 * One project of GitLab. Plain requests, not @gitbeaker: that client sends a POST again after a 502 or 429 by itself
 * (a second pipeline), puts a trigger token into the URL, and takes no fetch of ours.
 */
export interface GitlabProject {
  get<T>(path: string, query: Query, schema: z.ZodType<T>, signal: AbortSignal): Promise<Reading<T>>;
  post(path: string, body: unknown, signal: AbortSignal, withToken?: boolean): Promise<Exchange>;
}

type Query = Readonly<Record<string, string | number>>;

export function gitlabProject(settings: GitlabSettings, token: string, send: SendCall): GitlabProject {
  const base = `${settings.url.replace(/\/+$/, '')}/api/v4/projects/${encodeURIComponent(settings.project)}`;
  const headers = { accept: 'application/json', 'user-agent': 'release-risk' };
  const withAccess = { ...headers, 'private-token': token };
  return {
    async get(path, query, schema, signal) {
      const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
      const url = `${base}${path}${search.size === 0 ? '' : `?${search.toString()}`}`;
      return readingOf(await send({ method: 'GET', url, headers: withAccess }, signal), schema);
    },
    post(path, body, signal, withToken = true) {
      const call: ApiCall = {
        method: 'POST',
        url: `${base}${path}`,
        headers: { ...(withToken ? withAccess : headers), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
      return send(call, signal);
    },
  };
}

export const gitlabDeploymentSchema = z.object({
  id: z.int().positive(),
  sha: z.string(),
  ref: z.string(),
  status: z.string(),
  deployable: z
    .object({ id: z.int().positive(), name: z.string(), pipeline: z.object({ id: z.int().positive() }) })
    .nullish(),
});
export type GitlabDeployment = z.output<typeof gitlabDeploymentSchema>;

/** Successful deployments of an environment, newest first: `count` of them, a page of at most 100. */
export function successfulDeployments(
  project: GitlabProject,
  environment: string,
  count: number,
  signal: AbortSignal,
): Promise<Reading<readonly GitlabDeployment[]>> {
  const query = { environment, status: 'success', order_by: 'id', sort: 'desc', per_page: count };
  return project.get('/deployments', query, z.array(gitlabDeploymentSchema), signal);
}
