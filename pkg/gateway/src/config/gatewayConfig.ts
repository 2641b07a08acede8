import { ACTION_MODES, STEP_KINDS } from '@release-risk/contract/rollback';
import { bindingSchema } from '@release-risk/query/binding';
import ipaddr from 'ipaddr.js';
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
const proxy = z
  .string()
  .refine(
    (text) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text),
    'must be an address, or a CIDR such as 10.0.0.0/8',
  );
const secrets = z.array(secretSchema).min(1).max(2).describe('One secret, or two while it is being rotated');

const storeSchema = z.union([
  z.strictObject({
    sqlite: z
      .strictObject({ file: z.string().min(1).describe('On a local disk, never on a network share') })
      .describe('One file, for one gateway'),
  }),
  z.strictObject({
    postgres: z
      .strictObject({
        url: secretSchema.describe('`postgres://user:password@host:5432/database`'),
        connections: z.int().min(2).max(100).default(10).describe('At most, for each gateway'),
      })
      .describe('For several gateways that share the work'),
  }),
]);

const grafanaSchema = z.strictObject({
  url: url.describe('As the gateway reaches it'),
  publicUrl: url.optional().describe('As people open it; the same unless given'),
  token: secretSchema.describe('Of a service account: reads datasources, alerts and silences, writes annotations'),
  orgId: z.int().positive().default(1).describe('Organisation of the models, rules and people'),
  reconcile: durationSchema.prefault('30s').describe('How often its alerts and their history are looked at'),
});

const stepSchema = z.strictObject({
  id: name.describe('Its name in timelines and reports'),
  kind: z.enum(STEP_KINDS).exclude(['recovery']).describe('What it brings back'),
  adapter: name.describe('One of `adapters`'),
  callTimeout: durationSchema.prefault('1m').describe('Until the outcome of the call counts as unknown'),
  timeout: durationSchema.prefault('15m').describe('From the call to the target being live'),
});

const releaseSchema = z.strictObject({
  name: name.describe('Its name in logs and problems'),
  match: labels
    .default({})
    .describe(
      'Identity labels of the services it is about; what is left out matches all. The first entry that fits counts.',
    ),
  mode: z
    .enum(ACTION_MODES)
    .default('ask')
    .describe(
      'The most that happens, where the model and its rules do not allow less: `observe` only tells, `ask` wants a person, `act` rolls back',
    ),
  steps: z.array(stepSchema).prefault([]).describe('In the order: config, code, instances, database, data'),
  approvalExpires: durationSchema.prefault('1h').describe('How long people have to decide'),
  recoveryTimeout: durationSchema.prefault('15m').describe('How long the score has to calm down afterwards'),
  quorum: z
    .strictObject({
      label: z.string().min(1).describe('Label of the tenants that share one deployment'),
      share: z.number().gt(0).max(1).describe('Share of them that must be High'),
    })
    .optional()
    .describe('Of tenants that share one deployment: a single one in trouble rolls nothing back'),
});

const knownAs = z
  .array(z.string().min(1))
  .describe('Other names of the person, such as the address that commits carry: nobody approves what they released');

const tokenSchema = z.strictObject({
  name: name.describe('Who uses it, as it stands in the audit log'),
  secret: secretSchema.describe('32 bytes at least'),
  scopes: z
    .array(z.enum(TOKEN_SCOPES))
    .min(1)
    .describe(
      '`alerts` delivers alerts, `pipeline` writes deployments, `read` looks, `person` looks and decides as the person of that name',
    ),
  knownAs: knownAs.optional(),
});

/** What the gateway is started with. Times are milliseconds once it is read. */
export const gatewayConfigSchema = z
  .strictObject({
    listen: z
      .strictObject({
        host: z.string().min(1).default('127.0.0.1').describe('Address to listen at; `0.0.0.0` in a container'),
        port: z.int().min(0).max(65_535).default(8686).describe('0 takes any that is free'),
      })
      .prefault({})
      .describe('Where the API is served. TLS ends in front of it.'),
    publicUrl: url.optional().describe('Of the gateway, as people open it: for links to reports'),
    trustedProxies: z
      .array(proxy)
      .default([])
      .describe('Proxies whose `X-Forwarded-For` is believed: limits of requests count the address in it'),
    log: z
      .strictObject({
        level: z
          .enum(['trace', 'debug', 'info', 'warn', 'error'])
          .default('info')
          .describe('The least that is written'),
      })
      .prefault({})
      .describe('JSON, one line each, to standard output'),
    store: storeSchema
      .default({ sqlite: { file: 'release-risk-gateway.db' } })
      .describe('Where everything is kept before anything is answered or called'),
    workers: z.int().min(1).max(64).default(8).describe('Jobs at the same time'),
    grafana: grafanaSchema.optional().describe('The Grafana that has the plugin and evaluates the rules'),
    models: z
      .union([
        z.literal('grafana'),
        z
          .array(z.strictObject({ file: z.string().min(1).describe('A model in YAML; read again when it changes') }))
          .min(1),
      ])
      .describe("Files, or `grafana`: those in the plugin's settings"),
    evaluate: z
      .union([
        z.strictObject({
          through: z.literal('grafana').describe('`grafana`: the Grafana that evaluates the rules'),
          datasources: z
            .record(z.string(), labels)
            .default({})
            .describe(
              'With `grafana`, by the name of a model: the uid of the datasource for each logical one, instead of what the plugin says',
            ),
        }),
        z.strictObject({
          through: z.literal('servers').describe('`servers`: Prometheus and Loki themselves'),
          datasources: z
            .record(z.string(), bindingSchema)
            .describe('With `servers`, by the name of the logical datasource: where it is'),
        }),
      ])
      .prefault({ through: 'grafana' })
      .describe('Who is asked for a fresh score'),
    alerts: z
      .strictObject({
        grafana: z
          .strictObject({ secrets })
          .optional()
          .describe("Takes what Grafana's contact point delivers, signed with a secret and a time"),
        alertmanagers: z
          .array(
            z.strictObject({
              url: url.describe('Of the Alertmanager, with its path prefix'),
              token: secretSchema.optional().describe('Sent as `Authorization: Bearer`'),
            }),
          )
          .default([])
          .describe('Alertmanagers that are looked at, too'),
      })
      .prefault({})
      .describe('Who delivers alerts, and where they are looked for'),
    tokens: z
      .array(tokenSchema)
      .default([])
      .describe('Of pipelines, Alertmanagers, programs, and people without Grafana'),
    people: z
      .strictObject({
        grafana: z
          .strictObject({
            proxySecrets: secrets.describe(
              "The plugin's secret for its way to the gateway; two while it is being rotated",
            ),
            namespace: z
              .string()
              .min(1)
              .optional()
              .describe('Of the tokens of users, where it has to be a certain one'),
            issuer: z
              .string()
              .min(1)
              .optional()
              .describe("Of the tokens of users: Grafana's root URL. Unchecked unless given."),
            deciders: z
              .strictObject({
                ids: z.array(z.string().min(1)).optional().describe('Ids of users, such as `grafana:7`'),
                roles: z.array(z.string().min(1)).optional().describe('Roles in the organisation, such as `Admin`'),
              })
              .optional()
              .describe('Who may decide; everybody whom the plugin lets through unless given'),
          })
          .optional()
          .describe('People decide in Grafana, as whom Grafana says they are'),
        slack: z
          .strictObject({
            signingSecrets: secrets.describe("The app's signing secret; two while it is being rotated"),
            users: z
              .record(
                z.string(),
                z.strictObject({
                  name: z.string().min(1).describe('Of the person, for the audit log'),
                  knownAs: knownAs.optional(),
                }),
              )
              .describe('By the id of the Slack user: who may decide'),
          })
          .optional()
          .describe("People decide by the buttons of Slack's messages"),
      })
      .prefault({})
      .describe('Who decides, beside tokens with the scope `person`'),
    egress: egressSchema.optional().describe('Whom adapters and channels may call; nobody else is called'),
    commands: z
      .strictObject({
        allowed: z.array(z.string().min(1)).min(1).describe('Absolute paths; nothing else is ever run'),
        stateDirectory: z.string().min(1).describe('Where the outcome of a run is kept, so that a restart finds it'),
      })
      .optional()
      .describe('Commands that adapters of kind `command` may run'),
    adapters: z
      .record(name, adapterSchema)
      .prefault({})
      .describe('Ways to bring something back, by names of your choice'),
    releases: z.array(releaseSchema).prefault([]).describe('What is done for which services. Others are observed.'),
    channels: z.record(name, channelSchema).prefault({}).describe('Ways to people, by names of your choice'),
    notify: routingSchema
      .default({})
      .describe('Channels that hear of what, by their names; what is left out follows the kind of channel'),
    escalation: escalationSchema.prefault([]).describe('Whom to call, and then whom, until somebody takes care'),
    retention: z
      .strictObject({
        deliveries: durationSchema.prefault('7d').describe('Alerts as they were delivered'),
        rollbacks: durationSchema
          .prefault('400d')
          .describe('Rollbacks that have ended, with their messages, and holds and deployments'),
      })
      .prefault({})
      .describe('How long things are kept'),
  })
  .describe('Configuration of release-risk-gateway');

export type GatewayConfig = z.output<typeof gatewayConfigSchema>;
export type ReleaseSettings = GatewayConfig['releases'][number];
