import { z } from 'zod';
import { deploymentRecordSchema } from './deploymentRecord.ts';
import { holdSchema, newHoldSchema } from './hold.ts';
import { hasEnded, ROLLBACK_STATES, rollbackDetailSchema, rollbackSchema } from './rollback.ts';
import { VERDICT_WORDS } from './verdict.ts';

/** What every refusal looks like. Refusals of credentials say nothing more. */
export const problemSchema = z.strictObject({
  error: z.strictObject({
    /** From the gateway's catalogue, such as `GW101`. */
    code: z.string(),
    message: z.string(),
    hint: z.string(),
  }),
});

/** What an alert becomes once it is committed. */
export const acceptedSchema = z.strictObject({
  /** How many alerts were new, and how many the gateway knew. */
  accepted: z.int(),
  known: z.int(),
});

export const decisionSchema = z.strictObject({
  nonce: z.string().min(1).max(200),
  revision: z.int().nonnegative(),
  reason: z.string().max(500).optional(),
});

/** What may be said about a rollback that nobody has to decide. */
export const remarkSchema = z.strictObject({ text: z.string().trim().min(1).max(2000) });

export const retrySchema = z.strictObject({
  reason: z.string().trim().min(3).max(500),
  revision: z.int().nonnegative(),
});

export const rollbackListSchema = z.strictObject({
  rollbacks: z.array(rollbackSchema),
  /** To be sent as `before` for the ones that follow; null at the end. */
  next: z.string().nullable(),
});

export const rollbackQuerySchema = z.strictObject({
  state: z.enum([...ROLLBACK_STATES, 'open']).optional(),
  /** `label=value,label=value` */
  labels: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.string().max(100).optional(),
});

export const deploymentListSchema = z.strictObject({ deployments: z.array(deploymentRecordSchema) });

/** Flat and stable: read by JSON path (Argo Rollouts' `web` metric). */
export const webVerdictSchema = z.strictObject({
  service: z.string(),
  verdict: z.enum(VERDICT_WORDS),
  /** 0..2 */
  score: z.number().nullable(),
  sentence: z.string(),
  version: z.string().nullable(),
  held: z.boolean(),
  rollback: z.enum(ROLLBACK_STATES).nullable(),
  /** Low and neither held nor being rolled back. */
  ok: z.boolean(),
  evaluatedAt: z.iso.datetime({ offset: true }),
});

export const holdListSchema = z.strictObject({ holds: z.array(holdSchema) });

/** Who may call a route. Scopes belong to tokens; `person` is somebody verified, by a token or through Grafana. */
export type Access = 'nobody' | 'grafanaSignature' | 'alertToken' | 'pipeline' | 'read' | 'person' | 'slack';

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `{name}` for what stands in the path. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Of the answer; 200 unless said. */
  readonly status?: number;
}

const grafanaAlerts = z.looseObject({}).describe("Grafana's default webhook payload");
const alertmanagerAlerts = z.looseObject({}).describe("Alertmanager's webhook payload, version 4");
const flaggerHook = z.looseObject({
  name: z.string(),
  namespace: z.string(),
  phase: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
});

/** The gateway's API, as data: servers, clients and the OpenAPI document are made of it. */
export const GATEWAY_API = {
  grafanaAlerts: {
    method: 'POST',
    path: '/v1/alerts/grafana',
    summary: 'Alerts of a Grafana contact point. Answers 2xx only after they are on disk.',
    access: 'grafanaSignature',
    body: grafanaAlerts,
    answer: acceptedSchema,
    status: 202,
  },
  alertmanagerAlerts: {
    method: 'POST',
    path: '/v1/alerts/alertmanager',
    summary: 'Alerts of a Prometheus Alertmanager. Answers 2xx only after they are on disk.',
    access: 'alertToken',
    body: alertmanagerAlerts,
    answer: acceptedSchema,
    status: 202,
  },
  putDeployment: {
    method: 'POST',
    path: '/v1/deployments',
    summary: 'A deployment began or ended. The same id brings it up to date.',
    access: 'pipeline',
    body: deploymentRecordSchema,
    answer: z.strictObject({ written: z.enum(['created', 'updated', 'unchanged']) }),
  },
  listDeployments: {
    method: 'GET',
    path: '/v1/deployments',
    summary: 'Deployments of a service, newest first.',
    access: 'read',
    query: z.strictObject({
      labels: z.string().max(500),
      limit: z.coerce.number().int().min(1).max(200).default(20),
    }),
    answer: deploymentListSchema,
  },
  listRollbacks: {
    method: 'GET',
    path: '/v1/rollbacks',
    summary: 'Rollbacks, newest first.',
    access: 'read',
    query: rollbackQuerySchema,
    answer: rollbackListSchema,
  },
  showRollback: {
    method: 'GET',
    path: '/v1/rollbacks/{id}',
    summary: 'One rollback with its timeline and notes.',
    access: 'read',
    answer: rollbackDetailSchema,
  },
  report: {
    method: 'GET',
    path: '/v1/rollbacks/{id}/report',
    summary: 'Its post-incident report, as Markdown or HTML (`format`).',
    access: 'read',
    query: z.strictObject({ format: z.enum(['markdown', 'html']).default('markdown') }),
    answer: z.string(),
  },
  approve: {
    method: 'POST',
    path: '/v1/rollbacks/{id}/approve',
    summary: 'Approves a rollback that waits for a person. Once, by somebody else than its author.',
    access: 'person',
    body: decisionSchema,
    answer: rollbackSchema,
  },
  reject: {
    method: 'POST',
    path: '/v1/rollbacks/{id}/reject',
    summary: 'Rejects a rollback that waits for a person.',
    access: 'person',
    body: decisionSchema,
    answer: rollbackSchema,
  },
  acknowledge: {
    method: 'POST',
    path: '/v1/rollbacks/{id}/acknowledge',
    summary: 'Somebody takes care of it: escalation stops.',
    access: 'person',
    body: z.strictObject({ note: z.string().max(1000).optional() }),
    answer: rollbackSchema,
  },
  note: {
    method: 'POST',
    path: '/v1/rollbacks/{id}/notes',
    summary: 'Adds a note to its story.',
    access: 'person',
    body: remarkSchema,
    answer: rollbackDetailSchema,
  },
  retry: {
    method: 'POST',
    path: '/v1/rollbacks/{id}/retry',
    summary: 'A new attempt with its own number, after one that failed, ended unknown, was rejected or expired.',
    access: 'person',
    body: retrySchema,
    answer: rollbackSchema,
  },
  listHolds: {
    method: 'GET',
    path: '/v1/holds',
    summary: 'What is held now.',
    access: 'read',
    answer: holdListSchema,
  },
  hold: {
    method: 'POST',
    path: '/v1/holds',
    summary: 'Holds rollbacks of a service until a moment.',
    access: 'person',
    body: newHoldSchema,
    answer: holdSchema,
    status: 201,
  },
  endHold: {
    method: 'DELETE',
    path: '/v1/holds/{id}',
    summary: 'Ends a hold.',
    access: 'person',
    answer: holdListSchema,
  },
  verdict: {
    method: 'GET',
    path: '/v1/verdicts/{service}',
    summary: 'A fresh verdict of a service, flat (for `web` metrics).',
    access: 'read',
    query: z.strictObject({ labels: z.string().max(500).optional(), model: z.string().max(200).optional() }),
    answer: webVerdictSchema,
  },
  flaggerConfirm: {
    method: 'POST',
    path: '/v1/flagger/confirm',
    summary: 'A Flagger confirm hook: 2xx lets the canary go on, 403 halts it.',
    access: 'read',
    body: flaggerHook,
    answer: webVerdictSchema,
  },
  flaggerRollback: {
    method: 'POST',
    path: '/v1/flagger/rollback',
    summary: 'A Flagger rollback hook: 2xx rolls the canary back, 403 does not.',
    access: 'read',
    body: flaggerHook,
    answer: webVerdictSchema,
  },
  slackInteractions: {
    method: 'POST',
    path: '/v1/slack/interactions',
    summary: 'Buttons of Slack messages.',
    access: 'slack',
    answer: z.unknown(),
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics in the format of Prometheus.',
    access: 'nobody',
    answer: z.string(),
  },
  health: {
    method: 'GET',
    path: '/healthz',
    summary: 'The process lives.',
    access: 'nobody',
    answer: z.strictObject({ status: z.literal('ok') }),
  },
  ready: {
    method: 'GET',
    path: '/readyz',
    summary: 'The store can commit. 503 with what is wrong otherwise.',
    access: 'nobody',
    answer: z.strictObject({ status: z.enum(['ready', 'not ready']), problems: z.array(z.string()) }),
  },
  openapi: { method: 'GET', path: '/openapi.json', summary: 'This document.', access: 'nobody', answer: z.unknown() },
} as const satisfies Record<string, Route>;

export type GatewayRoute = keyof typeof GATEWAY_API;
export type AnswerOf<R extends GatewayRoute> = z.output<(typeof GATEWAY_API)[R]['answer']>;
export type BodyOf<R extends GatewayRoute> = (typeof GATEWAY_API)[R] extends {
  readonly body: infer B extends z.ZodType;
}
  ? z.input<B>
  : undefined;
export type QueryOf<R extends GatewayRoute> = (typeof GATEWAY_API)[R] extends {
  readonly query: infer Q extends z.ZodType;
}
  ? z.input<Q>
  : undefined;

export type WebVerdict = z.output<typeof webVerdictSchema>;
export type Problem = z.output<typeof problemSchema>['error'];
export type Decision = z.output<typeof decisionSchema>;

/** A person can start another attempt of one that ended without the target being live. */
export function canRetry({ state }: { readonly state: (typeof ROLLBACK_STATES)[number] }): boolean {
  return hasEnded(state) && state !== 'succeeded' && state !== 'suppressed';
}
