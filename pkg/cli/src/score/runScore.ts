import { durationOption } from '../arguments/duration.ts';
import { momentOption } from '../arguments/moment.ts';
import type { GlobalOptions } from '../commandContext.ts';
import { usageError } from '../errors.ts';
import type { EvaluationOptions } from '../evaluation/options.ts';
import { openSession, planFor, type Session, wantedServices } from '../evaluation/session.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { jsonText } from '../report/jsonText.ts';
import { toScoreReport } from '../report/scoreReport.ts';
import { scoreMarkdown } from '../report/scoreMarkdown.ts';
import { styleFor } from '../terminal/style.ts';
import { scoreText } from './scoreText.ts';
import { type Tick, watchScore } from './watchScore.ts';

export interface ScoreOptions extends EvaluationOptions {
  readonly at?: string;
  /** True = every 15 s. */
  readonly watch?: string | true;
}

/** Scores once, or with `--watch` until Ctrl-C. Ends 3 when nothing could be evaluated. */
export async function runScore(io: Io, globals: GlobalOptions, file: string, options: ScoreOptions): Promise<ExitCode> {
  if (options.watch !== undefined && options.at !== undefined) {
    throw usageError('--watch and --at exclude each other', 'Past moments do not change: leave out --watch.');
  }
  const interval =
    options.watch === undefined ? undefined : durationOption('--watch', watchEvery(options.watch), 'positive');
  const at = options.at === undefined ? undefined : momentOption('--at', options.at, io.clock.now());
  const session = await openSession(io, file, options);
  if (interval !== undefined) {
    return watchScore(io, globals, interval * 1000, (signal) => tick(io, globals, session, undefined, signal));
  }
  const { text, answered } = await tick(io, globals, session, at, io.interrupted);
  io.stdout.write(text);
  return answered ? EXIT.ok : EXIT.error;
}

function watchEvery(option: string | true): string {
  return option === true ? '15s' : option;
}

async function tick(
  io: Io,
  globals: GlobalOptions,
  session: Session,
  atMs: number | undefined,
  signal: AbortSignal,
): Promise<Tick> {
  const at = (atMs ?? io.clock.now()) / 1000;
  const services = await wantedServices(session, at, signal);
  const evaluation = await session.evaluate(planFor(session, services), at, signal);
  const report = toScoreReport(session.model, evaluation, session.modelWarnings);
  const answered = !evaluation.unanswered;
  if (globals.format === 'json') return { text: jsonText(io.stdout, report), answered };
  if (globals.format === 'markdown') return { text: scoreMarkdown(session.model, report), answered };
  return { text: scoreText(styleFor(io, io.stdout, globals), session.model, report), answered };
}
