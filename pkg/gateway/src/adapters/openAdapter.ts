import { z } from 'zod';
import type { ReadSecret } from '../config/secret.ts';
import type { Egress } from '../egress/egress.ts';
import type { Adapter } from './adapter.ts';
import { argoRolloutsAdapter } from './argoRollouts/argoRolloutsAdapter.ts';
import { argoRolloutsSettingsSchema } from './argoRollouts/settings.ts';
import { argocdAdapter } from './argocd/argocdAdapter.ts';
import { argocdSettingsSchema } from './argocd/settings.ts';
import { commandAdapter, type CommandHost } from './command/commandAdapter.ts';
import { commandSettingsSchema } from './command/settings.ts';
import { githubAdapter } from './github/githubAdapter.ts';
import { githubSettingsSchema } from './github/settings.ts';
import { gitlabAdapter } from './gitlab/gitlabAdapter.ts';
import { gitlabSettingsSchema } from './gitlab/settings.ts';
import { jenkinsAdapter } from './jenkins/jenkinsAdapter.ts';
import { jenkinsSettingsSchema } from './jenkins/settings.ts';
import { kubernetesAdapter } from './kubernetes/kubernetesAdapter.ts';
import { kubernetesSettingsSchema } from './kubernetes/settings.ts';
import { sqlMigrationSettingsSchema } from './sqlMigration/settings.ts';
import { sqlMigrationAdapter } from './sqlMigration/sqlMigrationAdapter.ts';
import { webhookSettingsSchema } from './webhook/settings.ts';
import { webhookAdapter } from './webhook/webhookAdapter.ts';

/** One adapter of the configuration, by its `kind`. */
export const adapterSchema = z.discriminatedUnion('kind', [
  githubSettingsSchema,
  gitlabSettingsSchema,
  jenkinsSettingsSchema,
  argocdSettingsSchema,
  argoRolloutsSettingsSchema,
  kubernetesSettingsSchema,
  sqlMigrationSettingsSchema,
  webhookSettingsSchema,
  commandSettingsSchema,
]);

export type AdapterSettings = z.output<typeof adapterSchema>;

export interface AdapterParts {
  readonly egress: Egress;
  readonly readSecret: ReadSecret;
  readonly commands: Omit<CommandHost, 'readSecret' | 'step'>;
}

/** Opens one adapter; its secrets are read now. Throws GatewayError GW202 and GW203. */
export function openAdapter(name: string, settings: AdapterSettings, parts: AdapterParts): Adapter {
  switch (settings.kind) {
    case 'github':
      return githubAdapter(settings, parts);
    case 'gitlab':
      return gitlabAdapter(settings, parts);
    case 'jenkins':
      return jenkinsAdapter(settings, parts);
    case 'argocd':
      return argocdAdapter(settings, parts);
    case 'argoRollouts':
      return argoRolloutsAdapter(settings, parts);
    case 'kubernetes':
      return kubernetesAdapter(settings, parts);
    case 'sqlMigration':
      return sqlMigrationAdapter(settings, parts);
    case 'webhook':
      return webhookAdapter(settings, parts);
    case 'command':
      return commandAdapter(settings, { ...parts.commands, readSecret: parts.readSecret, step: name });
  }
}
