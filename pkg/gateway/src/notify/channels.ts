import { z } from 'zod';
import type { ChannelParts } from './channelParts.ts';
import { emailNotifier, emailSettingsSchema } from './email.ts';
import { githubIssueNotifier, githubIssueSettingsSchema } from './githubIssue.ts';
import { gitlabIssueNotifier, gitlabIssueSettingsSchema } from './gitlabIssue.ts';
import { grafanaAnnotationNotifier, grafanaAnnotationSettingsSchema } from './grafanaAnnotation.ts';
import { jiraNotifier, jiraSettingsSchema } from './jira.ts';
import type { Notifier } from './notifier.ts';
import { pagerdutyNotifier, pagerdutySettingsSchema } from './pagerduty.ts';
import { slackNotifier, slackSettingsSchema } from './slack.ts';
import { webhookNotifier, webhookSettingsSchema } from './webhook.ts';
import { xmattersNotifier, xmattersSettingsSchema } from './xmatters.ts';

/** One channel of the configuration, by its `kind`. */
export const channelSchema = z.discriminatedUnion('kind', [
  slackSettingsSchema,
  emailSettingsSchema,
  pagerdutySettingsSchema,
  xmattersSettingsSchema,
  webhookSettingsSchema,
  grafanaAnnotationSettingsSchema,
  jiraSettingsSchema,
  githubIssueSettingsSchema,
  gitlabIssueSettingsSchema,
]);

export type ChannelSettings = z.output<typeof channelSchema>;

/** Opens one channel; its secrets are read now. Throws GatewayError GW202 where one is missing. */
export function openNotifier(settings: ChannelSettings, parts: ChannelParts): Notifier {
  switch (settings.kind) {
    case 'slack':
      return slackNotifier(settings, parts);
    case 'email':
      return emailNotifier(settings, parts);
    case 'pagerduty':
      return pagerdutyNotifier(settings, parts);
    case 'xmatters':
      return xmattersNotifier(settings, parts);
    case 'webhook':
      return webhookNotifier(settings, parts);
    case 'grafanaAnnotation':
      return grafanaAnnotationNotifier(settings, parts);
    case 'jira':
      return jiraNotifier(settings, parts);
    case 'githubIssue':
      return githubIssueNotifier(settings, parts);
    case 'gitlabIssue':
      return gitlabIssueNotifier(settings, parts);
  }
}
