import type { Clock } from '@release-risk/query/transport';
import type { GitlabProject } from './gitlabApi.ts';
import type { GitlabSettings } from './settings.ts';

/** What every way to roll back by GitLab is made of. */
export interface GitlabParts {
  readonly settings: GitlabSettings;
  readonly project: GitlabProject;
  readonly triggerToken: string | undefined;
  readonly clock: Clock;
}
