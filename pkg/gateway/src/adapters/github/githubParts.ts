import type { Clock } from '@release-risk/query/transport';
import type { SendCall } from '../../egress/exchange.ts';
import type { githubRequests } from './githubApi.ts';
import type { GithubSettings } from './settings.ts';

/** What every way to roll back by GitHub is made of. */
export interface GithubParts {
  readonly settings: GithubSettings;
  readonly requests: ReturnType<typeof githubRequests>;
  readonly send: SendCall;
  readonly clock: Clock;
}
