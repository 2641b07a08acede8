import { manualClock, type ManualClock } from '@release-risk/query/testing/manualClock';
import { authenticator, type AuthParts } from '../auth/authenticator.ts';
import { grafanaSignature } from '../auth/grafanaSignature.ts';
import { slackSignature } from '../auth/slackSignature.ts';
import { bearerTokens } from '../auth/tokens.ts';
import type { HttpLimits } from '../http/limits.ts';
import { gatewayLogger } from '../http/logger.ts';
import { createHttpServer } from '../http/server.ts';
import { gatewayMetrics, type GatewayMetrics } from '../metrics/metrics.ts';
import { GRAFANA_SECRET, WEBHOOK_TIME } from './grafanaWebhook.ts';
import { recordingOperations, type RecordingOperations } from './recordingOperations.ts';

export const SLACK_SECRET = 'slack-signing-secret-of-32-bytes';
const long = (name: string) => `${name}-token`.padEnd(40, '0');
/** Bearer tokens of the server, one per scope. */
export const TOKENS = {
  alerts: long('alerts'),
  pipeline: long('pipeline'),
  read: long('read'),
  person: long('person'),
} as const;

export interface TestGateway {
  readonly url: string;
  readonly recorded: RecordingOperations;
  readonly clock: ManualClock;
  readonly metrics: GatewayMetrics;
  /** Every line of the log. */
  readonly log: readonly string[];
  /** What people of Slack were told. */
  readonly told: readonly string[];
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly limits?: Partial<HttpLimits>;
  readonly auth?: Partial<AuthParts>;
}

/** The gateway's own server on a port of its own, before operations that only remember. */
export async function startTestGateway({ limits, auth }: TestGatewayOptions = {}): Promise<TestGateway> {
  const clock = manualClock({ now: WEBHOOK_TIME });
  const recorded = recordingOperations();
  const metrics = gatewayMetrics('0.0.0-test');
  const log: string[] = [];
  const told: string[] = [];
  const server = await createHttpServer({
    operations: recorded.operations,
    metrics,
    clock,
    logger: gatewayLogger({ level: 'trace', write: (line) => log.push(line) }),
    limits,
    tellSlack: (url, text) => told.push(`${url} ${text}`),
    auth: authenticator({
      now: () => clock.now(),
      signature: grafanaSignature([GRAFANA_SECRET]),
      tokens: bearerTokens([
        { name: 'prometheus', scopes: ['alerts'], secret: TOKENS.alerts },
        { name: 'ci', scopes: ['pipeline'], secret: TOKENS.pipeline },
        { name: 'wallboard', scopes: ['read'], secret: TOKENS.read },
        { name: 'release-manager', scopes: ['person'], secret: TOKENS.person, knownAs: ['releases@example.com'] },
      ]),
      slack: slackSignature([SLACK_SECRET], {
        U02A: { name: 'Grace Hopper', knownAs: ['grace@example.com'] },
      }),
      ...auth,
    }),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, recorded, clock, metrics, log, told, close: async () => server.close() };
}
