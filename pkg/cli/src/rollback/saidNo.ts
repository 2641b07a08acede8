import type { GlobalOptions } from '../commandContext.ts';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { failureText } from '../terminal/failure.ts';
import { styleFor } from '../terminal/style.ts';

/**
 * Runs `body`; where the answer is no (too late, not allowed, not in this state) that is told and is exit code 1, as a
 * person's own no is. Whatever kept the question from being asked is thrown on.
 */
export async function orSaidNo(io: Io, globals: GlobalOptions, body: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof CliError) || !isNo(error)) throw error;
    io.stderr.write(failureText(styleFor(io, io.stderr, globals), error));
    return EXIT.no;
  }
}

function isNo({ fault }: CliError): boolean {
  return fault.code === 'RR618' || (fault.code === 'RR617' && (fault.status === 403 || fault.status === 409));
}
