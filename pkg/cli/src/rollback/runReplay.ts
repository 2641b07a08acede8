import type { AnswerOf } from '@release-risk/contract/gatewayApi';
import type { GatewaySend } from '@release-risk/contract/gatewayClient';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { readText } from '../files.ts';
import { called, gatewayAccess } from '../gateway/openGateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import { sendToGateway } from '../gateway/sendToGateway.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../report/jsonText.ts';
import { type AlertPayload, readPayload, signatureHeaders } from './alertPayload.ts';

export interface ReplayOptions extends GatewayOptions {
  readonly as?: AlertPayload['from'];
}

/** Sends a saved notification to the gateway as its sender would, and says what was new. */
export async function runReplay(
  io: Io,
  globals: GlobalOptions,
  file: string,
  options: ReplayOptions,
): Promise<ExitCode> {
  const payload = readPayload(file, await readText(file), options.as);
  const { url, transport } = await gatewayAccess(io, options);
  const headers = credentials(io, payload);
  const signed = sendToGateway({ url, headers }, transport, io.networkClock);
  // The signature is over the bytes that were saved: they are sent as they are.
  const send: GatewaySend = (request) => signed({ ...request, body: payload.body });
  const route = payload.from === 'grafana' ? 'grafanaAlerts' : 'alertmanagerAlerts';
  const answer = await called(io, send, route, { body: {} });
  if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, answer));
  else if (!globals.quiet) io.stdout.write(`${plain(file)}: ${answerText(payload, answer)}\n`);
  return EXIT.ok;
}

function credentials({ env, clock }: Io, { from, body }: AlertPayload): Readonly<Record<string, string>> {
  if (from === 'grafana') return signatureHeaders(body, secretOf(env, 'RELEASE_RISK_GATEWAY_SECRET'), clock.now());
  return { authorization: `Bearer ${secretOf(env, 'RELEASE_RISK_GATEWAY_ALERT_TOKEN')}` };
}

function secretOf(env: Io['env'], name: string): string {
  const value = env[name] ?? '';
  if (value !== '') return value;
  throw new CliError({ code: 'RR606', where: name, problem: 'it is not set, and alerts are not taken without it' });
}

function answerText({ alerts }: AlertPayload, { accepted, known }: AnswerOf<'grafanaAlerts'>): string {
  const all = alerts === 1 ? '1 alert' : `${alerts} alerts`;
  if (accepted === 0) return `${all}, all known to the gateway: nothing follows from them`;
  return `${all}: ${accepted} new, ${known} known`;
}
