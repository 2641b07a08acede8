import { canRetry, type Decision } from '@release-risk/contract/gatewayApi';
import type { Rollback } from '@release-risk/contract/rollback';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { CliError, usageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { type Gateway, openGateway } from '../gateway/openGateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../report/jsonText.ts';
import { agreed } from '../terminal/agreement.ts';
import { styleFor } from '../terminal/style.ts';
import { decidable } from './decidable.ts';
import { headLines, stepLines } from './detailText.ts';
import { orSaidNo } from './saidNo.ts';
import { stateBadge, stateWords, versionsText } from './stateWords.ts';

export interface DecideOptions extends GatewayOptions {
  readonly reason?: string;
  readonly revision?: string;
  readonly yes?: boolean;
}

export interface RetryOptions extends GatewayOptions {
  readonly reason: string;
  readonly revision?: string;
  readonly yes?: boolean;
}

/** Shows what would be rolled back to what, asks, and approves. */
export async function runApprove(
  io: Io,
  globals: GlobalOptions,
  id: string,
  options: DecideOptions,
): Promise<ExitCode> {
  const { yes, reason } = options;
  return orSaidNo(io, globals, async () => {
    const gateway = await openGateway(io, options);
    const seen = await gateway.call('showRollback', { path: { id } });
    const decision = { ...decidable(seen, revisionOf(options.revision)), ...reasonPart(reason) };
    preview(io, globals, seen, decision, gateway);
    if (!(await agreed(io, 'Approve this rollback?', yes === true, 'nothing was approved'))) return EXIT.no;
    return told(io, globals, await gateway.call('approve', { path: { id }, body: decision }));
  });
}

/** Rejects: the version that was released stays. */
export async function runReject(io: Io, globals: GlobalOptions, id: string, options: DecideOptions): Promise<ExitCode> {
  return orSaidNo(io, globals, async () => {
    const gateway = await openGateway(io, options);
    const seen = await gateway.call('showRollback', { path: { id } });
    const decision = { ...decidable(seen, revisionOf(options.revision)), ...reasonPart(options.reason) };
    return told(io, globals, await gateway.call('reject', { path: { id }, body: decision }));
  });
}

/** Shows what would be tried again, asks, and starts another attempt. */
export async function runRetry(io: Io, globals: GlobalOptions, id: string, options: RetryOptions): Promise<ExitCode> {
  const reason = options.reason.trim();
  if (reason.length < 3 || reason.length > 500) {
    throw usageError('--reason has to be from 3 to 500 characters', 'Say why another attempt will go better.');
  }
  return orSaidNo(io, globals, async () => {
    const gateway = await openGateway(io, options);
    const seen = await gateway.call('showRollback', { path: { id } });
    const revision = retriable(seen, revisionOf(options.revision));
    preview(io, globals, seen, { reason, revision }, gateway);
    const question = `Start attempt ${seen.attempt + 1}?`;
    if (!(await agreed(io, question, options.yes === true, 'nothing was started'))) return EXIT.no;
    return told(io, globals, await gateway.call('retry', { path: { id }, body: { reason, revision } }));
  });
}

function retriable(rollback: Rollback, wanted: number | undefined): number {
  const { id, state, revision } = rollback;
  const hint = `Look at it: release-risk rollback show ${id}`;
  if (!canRetry({ state })) {
    throw new CliError({ code: 'RR618', id, problem: `cannot be tried again: ${stateWords(rollback)}`, hint });
  }
  if (wanted === undefined || wanted === revision) return revision;
  const problem = `is at revision ${revision} by now, not at ${wanted}`;
  throw new CliError({ code: 'RR618', id, problem, hint });
}

/** What is about to be sent, and about what. */
function preview(
  io: Io,
  globals: GlobalOptions,
  seen: Rollback,
  sent: Omit<Decision, 'nonce'>,
  { url }: Gateway,
): void {
  if (globals.quiet) return;
  const style = styleFor(io, io.stderr, globals);
  const { migrations, kind } = seen.deployment;
  const warnings = [
    ...(migrations === 'destructive' || migrations === 'unknown' ? [`its migrations are ${migrations}`] : []),
    ...(kind === 'rollback' ? ['it is itself a rollback'] : []),
  ].map((text) => `${style.yellow('warning')}  ${text}`);
  const reason = sent.reason === undefined ? '' : `, reason ${JSON.stringify(plain(sent.reason))}`;
  const lines = [
    ...headLines(style, seen),
    ...seen.reasons.map(({ text }) => `  ${style.marks.dot} ${plain(text)}`),
    ...stepLines(style, seen.steps),
    ...warnings,
    `${style.dim('to be sent')} to ${url}: rollback ${plain(seen.id)}, revision ${sent.revision}${reason}`,
  ];
  io.stderr.write(`${lines.join('\n')}\n`);
}

function told(io: Io, globals: GlobalOptions, rollback: Rollback): ExitCode {
  if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, rollback));
  else if (!globals.quiet) {
    const badge = stateBadge(styleFor(io, io.stdout, globals), rollback);
    const attempt = rollback.attempt === 1 ? '' : `, attempt ${rollback.attempt}`;
    io.stdout.write(
      `${badge}  ${plain(rollback.service)}  ${versionsText(rollback)}  ${plain(rollback.id)}${attempt}\n`,
    );
  }
  return EXIT.ok;
}

function reasonPart(text: string | undefined): { reason?: string } {
  if (text === undefined) return {};
  if (text.length <= 500) return { reason: text };
  throw usageError('--reason is longer than 500 characters', 'Say it shorter; a note takes up to 2000.');
}

function revisionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw usageError(`--revision ${JSON.stringify(text)} is no number`, 'It stands in: release-risk rollback show ID.');
}
