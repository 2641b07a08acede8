import type { Rollback } from '@release-risk/contract/rollback';
import { plain } from '@release-risk/model/plainText';
import type { GlobalOptions } from '../commandContext.ts';
import { usageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { openGateway } from '../gateway/openGateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../report/jsonText.ts';
import { orSaidNo } from './saidNo.ts';

const LONGEST_ACKNOWLEDGEMENT = 1000;
const LONGEST_NOTE = 2000;

export interface AcknowledgeOptions extends GatewayOptions {
  readonly note?: string;
}

/** Says that somebody takes care: escalation stops. */
export async function runAcknowledge(
  io: Io,
  globals: GlobalOptions,
  id: string,
  options: AcknowledgeOptions,
): Promise<ExitCode> {
  const { note } = options;
  if ((note?.length ?? 0) > LONGEST_ACKNOWLEDGEMENT) throw tooLong('--note', LONGEST_ACKNOWLEDGEMENT);
  return orSaidNo(io, globals, async () => {
    const gateway = await openGateway(io, options);
    const body = note === undefined ? {} : { note };
    const rollback = await gateway.call('acknowledge', { path: { id }, body });
    return told(io, globals, rollback, `taken care of by ${plain(rollback.acknowledgedBy?.name ?? 'somebody')}`);
  });
}

/** Adds a note to the story. */
export async function runNote(
  io: Io,
  globals: GlobalOptions,
  id: string,
  text: string,
  options: GatewayOptions,
): Promise<ExitCode> {
  const trimmed = text.trim();
  if (trimmed === '') throw usageError('The note is empty', 'Say something: release-risk rollback note ID "...".');
  if (trimmed.length > LONGEST_NOTE) throw tooLong('The note', LONGEST_NOTE);
  return orSaidNo(io, globals, async () => {
    const gateway = await openGateway(io, options);
    const rollback = await gateway.call('note', { path: { id }, body: { text: trimmed } });
    return told(io, globals, rollback, `noted, ${rollback.notes.length} in all`);
  });
}

function told(io: Io, globals: GlobalOptions, rollback: Rollback, what: string): ExitCode {
  if (globals.format === 'json') io.stdout.write(jsonText(io.stdout, rollback));
  else if (!globals.quiet) io.stdout.write(`${plain(rollback.id)}: ${what}\n`);
  return EXIT.ok;
}

function tooLong(what: string, most: number) {
  return usageError(`${what} is longer than ${most} characters`, 'Say it shorter, and link to the rest.');
}
