import { Octokit } from '@octokit/core';
import type { HttpRequest } from '@release-risk/query/transport';
import type { ApiCall } from '../../egress/exchange.ts';
import type { GithubSettings } from './settings.ts';

/** Turns a route of GitHub and its parameters into a request. Types and URL templates are the official client's. */
export type GithubRoute = Octokit['request']['endpoint'];

/**
 * Requests of the official client, sent by our own hand: it would throw the same error for a refused connection and a
 * lost answer, and only one of them may be sent again.
 */
export function githubRequests(
  settings: GithubSettings,
  token: string,
): {
  readonly route: GithubRoute;
  readonly callOf: (request: ReturnType<GithubRoute>, accept?: string) => ApiCall;
  readonly place: { readonly owner: string; readonly repo: string };
} {
  const { endpoint } = new Octokit({ baseUrl: settings.url.replace(/\/+$/, ''), userAgent: 'release-risk' }).request;
  return {
    route: endpoint,
    place: { owner: settings.owner, repo: settings.repo },
    callOf: ({ method, url, headers, body }, accept = 'application/vnd.github+json') => ({
      method: methodOf(method),
      url,
      headers: {
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
        accept,
        authorization: `Bearer ${token}`,
        // The one in which run details have to be asked for: from 2026-03-10 on the flag is refused.
        'x-github-api-version': '2022-11-28',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  };
}

function methodOf(method: string): HttpRequest['method'] {
  return method === 'POST' ? 'POST' : 'GET';
}
