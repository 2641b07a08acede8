import { ApplyError } from '@release-risk/apply/errors';
import { GrafanaError } from '@release-risk/grafana/errors';
import { CliError } from '../errors.ts';
import { inFlags } from './flagWords.ts';

/** An error of Grafana or of applying as one that the program shows; others as they are. */
export function told(error: unknown): unknown {
  if (error instanceof ApplyError) return inFlags(error);
  if (!(error instanceof GrafanaError)) return error;
  return new CliError({ code: 'RR611', reason: error.message, hint: error.hint });
}

/** Runs `body`, turning what Grafana refuses into what the program shows. */
export async function telling<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw told(error);
  }
}
