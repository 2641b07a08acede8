import { ACTION_MODES, STEP_KINDS } from '@release-risk/contract/rollback';
import { bindingSchema } from '@release-risk/query/binding';
import { z } from 'zod';
import { adapterSchema } from '../adapters/openAdapter.ts';
import { TOKEN_SCOPES } from '../auth/tokens.ts';
import { egressSchema } from '../egress/egressSchema.ts';
import { channelSchema } from '../notify/channels.ts';
import { escalationSchema } from '../notify/escalation.ts';
import { routingSchema } from '../notify/routing.ts';
import { durationSchema } from './duration.ts';
import { secretSchema } from './secret.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a name of small letters, digits and `-`');
const url = z.url({ protocol: /^https?$/ });
const labels = z.record(z.string(), z.string());
const secrets = z.array(secretSchema).min(1).max(2).describe('One secret, or two while it is being rotated');

const storeSchema = z.union([
  z.strictObject({
    sqlite: z.strictObject({ file: z.string().min(1).describe('On a local disk; one process only') }),
  }),
  z.strictObject({
    postgres: z.strictObject({
      url: secretSchema.describe('Connection string with its password'),
      connections: z.int().min(2).max(100).default(10),
    }),
  }),
]);

const grafanaSchema = z.strictObject({
  url: url.describe('As the gateway reaches it'),
  publicUrl: url.optional().describe('As people open it; the same unless given'),
  token: secretSchema.describe('Of a service account: reads datasources, alerts and silences, writes annotations'),
  orgId: z.int().positive().default(1),
  reconcile: durationSchema.default(30_000).describe('How often its alerts and their history are looked at'),
});

const stepSchema = z.strictObject({
  id: name,
  kind: z.enum(STEP_KINDS).exclude(['recovery']),
  adapter: name.describe('One of `adapters`'),
  callTimeout: durationSchema.default(60_000).describe('Until the outcome of the call counts as unknown'),
  timeout: durationSchema.default(900_000).describe('From the call to the target being live'),
});

const releaseSchema = z.strictObject({
  name,
  match: labels.default({}).describe('Identity labels of the services it is about; what is left out matches all'),
  mode: z.enum(ACTION_MODES).default('ask').describe('The most that happens; the model and its rules may allow less'),
  steps: z.array(stepSchema).default([]).describe('In the order: config, code, instances, database, data'),
  approvalExpires: durationSchema.default(3_600_000),
  recoveryTimeout: durationSchema.default(900_000).describe('How long the score has to calm down'),
  quorum: z
    .strictObject({
      label: z.string().min(1).describe('Label of the tenants that share one deployment'),
      share: z.number().gt(0).max(1).describe('Share of them that must be High'),
    })
    .optional(),
});

const tokenSchema = z.strictObject({
  name,
  secret: secretSchema.describe('32 characters at least'),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).describe('`person`: decides as the person of that name'),
});

/** What the gateway is started with. Times are milliseconds once it is read. */
export const gatewayConfigSchema = z
  .strictObject({
    listen: z
      .strictObject({ host: z.string().default('127.0.0.1'), port: z.int().min(0).max(65_535).default(8686) })
      .prefault({}),
    publicUrl: url.optional().describe('Of the gateway, as people open it: for links to reports'),
    log: z.strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
    store: storeSchema.default({ sqlite: { file: 'release-risk-gateway.db' } }),
    workers: z.int().min(1).max(64).default(8).describe('Jobs at the same time'),
    grafana: grafanaSchema.optional(),
    models: z
      .union([z.literal('grafana'), z.array(z.strictObject({ file: z.string().min(1) })).min(1)])
      .describe("Files, or `grafana`: those in the plugin's settings"),
    evaluate: z
      .union([
        z.strictObject({ through: z.literal('grafana'), datasources: z.record(z.string(), labels).default({}) }),
        z.strictObject({ through: z.literal('servers'), datasources: z.record(z.string(), bindingSchema) }),
      ])
      .default({ through: 'grafana', datasources: {} })
      .describe('Who is asked for a fresh score: the Grafana that evaluates the rules, or the servers themselves'),
    alerts: z
      .strictObject({
        grafana: z.strictObject({ secrets }).optional().describe('HMAC secret of the contact point'),
        alertmanagers: z
          .array(z.strictObject({ url, token: secretSchema.optional() }))
          .default([])
          .describe('Alertmanagers that are looked at, too'),
      })
      .prefault({}),
    tokens: z.array(tokenSchema).default([]),
    people: z
      .strictObject({
        grafana: z
          .strictObject({
            proxySecrets: secrets,
            namespace: z.string().optional(),
            issuer: z.string().optional(),
            deciders: z
              .strictObject({ ids: z.array(z.string()).optional(), roles: z.array(z.string()).optional() })
              .optional(),
          })
          .optional(),
        slack: z
          .strictObject({
            signingSecrets: secrets,
            users: z.record(z.string(), z.strictObject({ name: z.string().min(1) })),
          })
          .optional(),
      })
      .prefault({}),
    egress: egressSchema.optional().describe('Whom adapters and channels may call'),
    commands: z
      .strictObject({ allowed: z.array(z.string()).min(1), stateDirectory: z.string().min(1) })
      .optional()
      .describe('Commands that adapters of kind `command` may run'),
    adapters: z.record(name, adapterSchema).default({}),
    releases: z.array(releaseSchema).default([]),
    channels: z.record(name, channelSchema).default({}),
    notify: routingSchema.default({}),
    escalation: escalationSchema.default([]),
    retention: z
      .strictObject({
        deliveries: durationSchema.default(7 * 86_400_000),
        rollbacks: durationSchema.default(400 * 86_400_000),
      })
      .prefault({}),
    trustedProxies: z.array(z.string()).default([]),
  })
  .describe('Configuration of release-risk-gateway');

export type GatewayConfig = z.output<typeof gatewayConfigSchema>;
export type ReleaseSettings = GatewayConfig['releases'][number];
