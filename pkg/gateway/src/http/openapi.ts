import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '@release-risk/compiler/emit/grafana/contactPoints';
import { deploymentRecordSchema } from '@release-risk/contract/deploymentRecord';
import {
  acceptedSchema,
  decisionSchema,
  GATEWAY_API,
  problemSchema,
  webVerdictSchema,
  type Access,
  type GatewayRoute,
  type Route,
} from '@release-risk/contract/gatewayApi';
import { holdSchema } from '@release-risk/contract/hold';
import { rollbackDetailSchema, rollbackSchema } from '@release-risk/contract/rollback';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { PROXY_HEADER, USER_HEADER } from '../auth/grafanaUser.ts';

const JSON_TYPE = 'application/json';

/** Statuses that every route with credentials, a body or something in its path may answer. */
const REFUSALS = {
  400: 'Not understood',
  401: 'Not authorized; it is not said why',
  403: 'Known, but not allowed to',
  404: 'Not there',
  409: 'Too late, or not in this state',
  413: 'Body too large',
  415: 'Not JSON, or compressed',
  422: 'Alerts that cannot be used: those that can were taken in',
  429: 'Too many requests',
  500: 'Something went wrong inside the gateway',
  503: 'Nothing was accepted: the store cannot commit',
} as const;
type RefusalStatus = keyof typeof REFUSALS;

const SECURITY: Readonly<Record<Access, readonly Readonly<Record<string, string[]>>[]>> = {
  nobody: [],
  grafanaSignature: [{ grafanaSignature: [], grafanaTimestamp: [] }],
  alertToken: [{ bearer: [] }],
  pipeline: [{ bearer: [] }],
  read: [{ bearer: [] }, { grafanaProxy: [] }],
  person: [{ bearer: [] }, { grafanaProxy: [], grafanaUser: [] }],
  slack: [{ slackSignature: [], slackTimestamp: [] }],
};

const SCOPE: Readonly<Partial<Record<Access, string>>> = {
  alertToken: 'A token with the scope `alerts`.',
  pipeline: 'A token with the scope `pipeline`.',
  read: "A token with the scope `read` or `person`, or the plugin's proxy route.",
  person: "A token with the scope `person`, or a user of Grafana through the plugin's proxy route.",
};

/** Content types of answers that are no JSON. */
const TEXTS: Readonly<Partial<Record<GatewayRoute, readonly string[]>>> = {
  report: ['text/markdown', 'text/html'],
  metrics: ['text/plain'],
};

/** Answers with a status of their own that carry the same body as the good one. */
const ALSO: Readonly<Partial<Record<GatewayRoute, Readonly<Record<number, string>>>>> = {
  flaggerConfirm: { 403: 'The canary is halted; without a verdict in the body, the caller may not ask' },
  flaggerRollback: { 403: 'The canary is not rolled back; without a verdict in the body, the caller may not ask' },
  ready: { 503: 'It cannot do its work now' },
};

const header = (name: string, description: string) => ({ type: 'apiKey', in: 'header', name, description }) as const;

/** The OpenAPI 3.1 document of the gateway, made from its API as data. */
export function openApiDocument(): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const name of Object.keys(GATEWAY_API) as GatewayRoute[]) {
    const route: Route = GATEWAY_API[name];
    const method = route.method.toLowerCase();
    paths[route.path] = { ...paths[route.path], [method]: operationOf(name, route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Release Risk gateway',
      version: '1',
      description: 'A firing alert becomes exactly one rollback, or a person is asked.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: {
        Accepted: acceptedSchema,
        Decision: decisionSchema,
        Deployment: deploymentRecordSchema,
        Hold: holdSchema,
        Problem: problemSchema,
        Rollback: rollbackSchema,
        RollbackDetail: rollbackDetailSchema,
        WebVerdict: webVerdictSchema,
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A token of the configuration, with its scopes' },
        grafanaSignature: header(SIGNATURE_HEADER, 'Hex HMAC-SHA256 over the timestamp, a colon and the raw body'),
        grafanaTimestamp: header(TIMESTAMP_HEADER, 'Unix seconds, within five minutes'),
        grafanaProxy: header(PROXY_HEADER, "The secret of the plugin's proxy route"),
        grafanaUser: header(USER_HEADER, 'The identity token that Grafana signs'),
        slackSignature: header('X-Slack-Signature', 'As Slack signs: `v0=` and hex HMAC-SHA256'),
        slackTimestamp: header('X-Slack-Request-Timestamp', 'Unix seconds, within five minutes'),
      },
    },
  });
}

function operationOf(name: GatewayRoute, route: Route): ZodOpenApiOperationObject {
  const scope = SCOPE[route.access];
  const query = route.query instanceof z.ZodObject ? route.query : undefined;
  const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);
  return {
    operationId: name,
    summary: route.summary,
    ...(scope === undefined ? {} : { description: scope }),
    security: SECURITY[route.access].map((one) => ({ ...one })),
    ...(query === undefined && parameters.length === 0
      ? {}
      : {
          requestParams: {
            ...(query === undefined ? {} : { query }),
            ...(parameters.length === 0
              ? {}
              : { path: z.object(Object.fromEntries(parameters.map((key) => [key, z.string().min(1).max(300)]))) }),
          },
        }),
    ...requestOf(route),
    responses: responsesOf(name, route),
  };
}

function requestOf(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (route.access === 'slack') {
    const schema = z.object({ payload: z.string() });
    return { requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema } } } };
  }
  if (route.body === undefined) return {};
  return { requestBody: { required: true, content: { [JSON_TYPE]: { schema: route.body } } } };
}

function responsesOf(name: GatewayRoute, route: Route): ZodOpenApiOperationObject['responses'] {
  const types = TEXTS[name] ?? [JSON_TYPE];
  const content = Object.fromEntries(types.map((type) => [type, { schema: route.answer }]));
  const good = { [String(route.status ?? 200)]: { description: 'Done', content } };
  const refused = refusalsOf(route).map((status) => [
    String(status),
    { description: REFUSALS[status], content: { [JSON_TYPE]: { schema: problemSchema } } },
  ]);
  const also = Object.entries(ALSO[name] ?? {}).map(([status, description]) => {
    const schema = name === 'ready' ? route.answer : z.union([route.answer, problemSchema]);
    return [status, { description, content: { [JSON_TYPE]: { schema } } }];
  });
  return { ...good, ...Object.fromEntries(refused), ...Object.fromEntries(also) };
}

function refusalsOf({ access, path, body, query }: Route): readonly RefusalStatus[] {
  if (access === 'nobody') return [500];
  const carries = body !== undefined || access === 'slack';
  return [
    ...(carries || query !== undefined ? ([400] as const) : []),
    401,
    ...(access === 'person' || access === 'slack' ? ([403] as const) : []),
    ...(path.includes('{') || path.includes('flagger') ? ([404] as const) : []),
    ...(access === 'person' ? ([409] as const) : []),
    ...(carries ? ([413, 415] as const) : []),
    ...(access === 'grafanaSignature' || access === 'alertToken' ? ([422] as const) : []),
    429,
    500,
    503,
  ];
}
