import { plain } from '@release-risk/model/plainText';
import { momentOption } from '../arguments/moment.ts';
import type { GlobalOptions } from '../commandContext.ts';
import { usageError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import { writeAtomically } from '../files.ts';
import type { Io } from '../io.ts';
import { judgedBy } from './judgedBy.ts';
import { readRecord } from './readRecord.ts';
import { recordText } from './recordText.ts';

export interface FinishOptions {
  readonly record: string;
  readonly outcome: 'succeeded' | 'failed';
  readonly finishedAt?: string;
  /** What `gate --output` wrote. */
  readonly verdict?: string;
}

/** Adds to a record how and when its deployment ended, and how a gate judged it. */
export async function finishDeployment(io: Io, globals: GlobalOptions, options: FinishOptions): Promise<ExitCode> {
  const now = io.clock.now();
  const finishedMs = options.finishedAt === undefined ? now : momentOption('--finished-at', options.finishedAt, now);
  const record = await readRecord(options.record);
  if (finishedMs < Date.parse(record.startedAt)) {
    throw usageError(
      `The deployment would end before it began (${record.startedAt})`,
      'Check --finished-at and the clocks of the machines.',
    );
  }
  const judged = options.verdict === undefined ? record.judged : await judgedBy(options.verdict, record);
  const finished = {
    ...record,
    finishedAt: new Date(finishedMs).toISOString(),
    outcome: options.outcome,
    ...(judged === undefined ? {} : { judged }),
  };
  await writeAtomically(options.record, recordText(finished));
  if (globals.format === 'json') io.stdout.write(recordText(finished));
  else if (!globals.quiet)
    io.stdout.write(
      `${plain(record.id)}: ${options.outcome}${judged === undefined ? '' : `, judged ${judged.verdict}`}. Wrote ${plain(options.record)}\n`,
    );
  return EXIT.ok;
}
