import type { PipelineContact } from '@release-risk/model/model';
import { genericPayload, githubPayload, gitlabPayload, jenkinsPayload } from './payloads.ts';
import type { Settings } from './secret.ts';
import { stableUid } from './uid.ts';

/** A contact point with one webhook, in the shape of Grafana's provisioning API; secrets are still names. */
export interface ContactPoint {
  readonly uid: string;
  readonly name: string;
  readonly type: 'webhook';
  readonly settings: Settings;
  readonly disableResolveMessage: boolean;
}

/** Headers the gateway verifies. Without the second one Grafana signs no time, and anyone could send it again. */
export const SIGNATURE_HEADER = 'X-Grafana-Alerting-Signature';
export const TIMESTAMP_HEADER = 'X-Grafana-Alerting-Timestamp';

/** Names of the secrets that contact points use unless told otherwise. */
export const SECRETS = {
  gateway: 'RELEASE_RISK_GATEWAY_SECRET',
  github: 'RELEASE_RISK_GITHUB_TOKEN',
  gitlab: 'RELEASE_RISK_GITLAB_TOKEN',
  jenkins: 'RELEASE_RISK_JENKINS_TOKEN',
  generic: 'RELEASE_RISK_PIPELINE_TOKEN',
} as const;

/** Where a pipeline is called. URLs carry no secrets: Grafana shows them to everyone who may read contact points. */
export type Pipeline =
  | { readonly target: 'gateway'; readonly url: string }
  | { readonly target: 'github'; readonly repository: string; readonly apiUrl?: string }
  | { readonly target: 'gitlab'; readonly project: string; readonly ref: string; readonly apiUrl?: string }
  | { readonly target: 'jenkins'; readonly jobUrl: string; readonly user: string }
  | { readonly target: 'generic'; readonly url: string };

export interface ContactPointOptions {
  /** Label that carries the version, as the model's `deployment.versionLabel`. */
  readonly versionLabel?: string;
  /** Name of the secret instead of the one in {@link SECRETS}. */
  readonly secret?: string;
}

/**
 * The contact point through which rules reach a pipeline. All models that name it may share it: what differs between
 * them stands in their alerts. The team's contact point is never made here, only referred to by its name.
 */
export function pipelineContactPoint(
  { name }: Pick<PipelineContact, 'name'>,
  pipeline: Pipeline,
  { versionLabel = 'version', secret = SECRETS[pipeline.target] }: ContactPointOptions = {},
): ContactPoint {
  return {
    uid: stableUid(`rr-${name}`),
    name,
    type: 'webhook',
    settings: { httpMethod: 'POST', ...settingsOf(pipeline, versionLabel, secret) },
    // The gateway learns from it that a service recovered; a pipeline would take it for one more call.
    disableResolveMessage: pipeline.target !== 'gateway',
  };
}

function settingsOf(pipeline: Pipeline, versionLabel: string, secret: string): Settings {
  const names = { versionLabel };
  switch (pipeline.target) {
    case 'gateway':
      return {
        url: pipeline.url,
        hmacConfig: { secret: { secret }, header: SIGNATURE_HEADER, timestampHeader: TIMESTAMP_HEADER },
      };
    case 'github':
      return {
        url: `${base(pipeline.apiUrl ?? 'https://api.github.com')}/repos/${pipeline.repository}/dispatches`,
        authorization_scheme: 'Bearer',
        authorization_credentials: { secret },
        headers: { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' },
        payload: { template: githubPayload(names) },
      };
    case 'gitlab':
      return {
        // A trigger token would stand readable in the body; a project access token stays encrypted.
        url: `${base(pipeline.apiUrl ?? 'https://gitlab.com/api/v4')}/projects/${encodeURIComponent(pipeline.project)}/pipeline`,
        authorization_scheme: 'Bearer',
        authorization_credentials: { secret },
        payload: { template: gitlabPayload(names, pipeline.ref) },
      };
    case 'jenkins':
      return {
        url: `${base(pipeline.jobUrl)}/buildWithParameters`,
        username: pipeline.user,
        password: { secret },
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        payload: { template: jenkinsPayload(names) },
      };
    case 'generic':
      return {
        url: pipeline.url,
        authorization_scheme: 'Bearer',
        authorization_credentials: { secret },
        payload: { template: genericPayload(names) },
      };
  }
}

function base(url: string): string {
  return url.replace(/\/+$/, '');
}
