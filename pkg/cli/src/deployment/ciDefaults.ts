type Env = Readonly<Record<string, string | undefined>>;

/** What a CI system says about the job that deploys. */
export interface CiDefaults {
  readonly commit: string | undefined;
  readonly author: string | undefined;
  readonly url: string | undefined;
}

/** GitHub Actions, GitLab CI, Jenkins, CircleCI, Azure Pipelines, Bitbucket: the first that is set. */
const COMMIT = ['GITHUB_SHA', 'CI_COMMIT_SHA', 'GIT_COMMIT', 'CIRCLE_SHA1', 'BUILD_SOURCEVERSION', 'BITBUCKET_COMMIT'];
const AUTHOR = [
  'GITHUB_ACTOR',
  'GITLAB_USER_LOGIN',
  'CHANGE_AUTHOR',
  'BUILD_USER_ID',
  'CIRCLE_USERNAME',
  'BUILD_REQUESTEDFOR',
];
const URL = ['CI_JOB_URL', 'BUILD_URL', 'CIRCLE_BUILD_URL'];

function firstSet(env: Env, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}

function githubRun(env: Env): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}

/** Commit, author and address of the job, where the environment names them. */
export function ciDefaults(env: Env): CiDefaults {
  return { commit: firstSet(env, COMMIT), author: firstSet(env, AUTHOR), url: githubRun(env) ?? firstSet(env, URL) };
}
