import type { AnswerOf } from '@release-risk/contract/gatewayApi';
import { labelsQuery } from '@release-risk/contract/labelsQuery';
import { ROLLBACK_STATES, type RollbackState } from '@release-risk/contract/rollback';
import { didYouMean } from '@release-risk/language/diagnostics/didYouMean';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { usageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { writeAtomically } from '../files.ts';
import { openGateway } from '../gateway/openGateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../report/jsonText.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { detailMarkdown } from './detailMarkdown.ts';
import { detailText } from './detailText.ts';
import { holdsMarkdown, holdsText } from './holdsReport.ts';
import { listMarkdown, listText } from './listReport.ts';
import { serviceLabels } from './serviceLabels.ts';

export interface ListOptions extends GatewayOptions {
  readonly state?: string;
  readonly service?: string;
  readonly limit: string;
  readonly before?: string;
}

export interface ReportOptions extends GatewayOptions {
  readonly html?: boolean;
  readonly out?: string;
}

/** Lists rollbacks, newest first. */
export async function runList(io: Io, globals: GlobalOptions, options: ListOptions): Promise<ExitCode> {
  const { state, before } = options;
  const query = {
    limit: limitOf(options.limit),
    ...(state === undefined ? {} : { state: stateOf(state) }),
    ...(options.service === undefined ? {} : { labels: labelsQuery(serviceLabels(options.service)) }),
    ...(before === undefined ? {} : { before }),
  };
  const gateway = await openGateway(io, options);
  const list = await gateway.call('listRollbacks', { query });
  return write(io, globals, list, listText, listMarkdown);
}

/** Shows one rollback with its story. */
export async function runShow(io: Io, globals: GlobalOptions, id: string, options: GatewayOptions): Promise<ExitCode> {
  const gateway = await openGateway(io, options);
  return write(io, globals, await gateway.call('showRollback', { path: { id } }), detailText, detailMarkdown);
}

/** Lists what is held. */
export async function runHolds(io: Io, globals: GlobalOptions, options: GatewayOptions): Promise<ExitCode> {
  const gateway = await openGateway(io, options);
  const list: AnswerOf<'listHolds'> = await gateway.call('listHolds', {});
  return write(
    io,
    globals,
    list,
    (style, { holds }) => holdsText(style, holds),
    ({ holds }) => holdsMarkdown(holds),
  );
}

/** Writes the post-incident report as the gateway makes it. */
export async function runReport(io: Io, globals: GlobalOptions, id: string, options: ReportOptions): Promise<ExitCode> {
  const gateway = await openGateway(io, options);
  const format = options.html === true ? 'html' : 'markdown';
  const report = await gateway.call('report', { path: { id }, query: { format } });
  const whole = report.endsWith('\n') ? report : `${report}\n`;
  if (options.out === undefined) {
    // What servers and people wrote is in it; a terminal must not take it for commands.
    io.stdout.write(whole.split('\n').map(plain).join('\n'));
    return EXIT.ok;
  }
  await writeAtomically(options.out, whole);
  if (!globals.quiet) io.stderr.write(`Wrote ${plain(options.out)}\n`);
  return EXIT.ok;
}

function write<T>(
  io: Io,
  globals: GlobalOptions,
  value: T,
  text: (style: Style, value: T) => string,
  markdown: (value: T) => string,
): ExitCode {
  if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, value));
  else io.stdout.write(globals.format === 'markdown' ? markdown(value) : text(styleFor(io, io.stdout, globals), value));
  return EXIT.ok;
}

function limitOf(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200) return Number(text);
  throw usageError(`--limit ${JSON.stringify(text)} is no number from 1 to 200`, 'Such as --limit 50.');
}

const STATES: readonly (RollbackState | 'open')[] = ['open', ...ROLLBACK_STATES];

function stateOf(text: string): RollbackState | 'open' {
  const found = STATES.find((state) => state === text.replaceAll('-', '_'));
  if (found !== undefined) return found;
  const nearest = didYouMean(text, STATES);
  throw usageError(
    `--state ${JSON.stringify(text)} is no state of a rollback`,
    `${nearest === undefined ? '' : `${nearest} `}There are: ${STATES.join(', ')}.`,
  );
}
