import { takeovers } from '@release-risk/apply/takeovers';
import type { Change } from '@release-risk/grafana/state/change';
import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';
import { agreed } from '../terminal/agreement.ts';
import { ask, canAsk } from '../terminal/ask.ts';

export interface ConsentOptions {
  readonly yes?: boolean;
  readonly force?: boolean;
}

/**
 * Whether what is shown may be done. What a person edited, and what stands in our places and is someone else's, needs
 * --force, or a person who says so. Throws where nobody can be asked. False: they said no.
 */
export async function consent(
  io: Io,
  verb: string,
  changes: readonly Change[],
  { yes, force }: ConsentOptions,
): Promise<boolean> {
  const taken = takeovers(changes);
  if (taken.length > 0 && force !== true) {
    const names = taken.map(({ kind, name }) => `${kind} ${JSON.stringify(name)}`);
    const reason = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${String(names.length - 5)} more` : ''}: edited by hand or someone else’s`;
    if (yes === true || !canAsk(io)) {
      throw new CliError({
        code: 'RR611',
        reason: `Nothing was written. ${reason}`,
        hint: 'Look with `release-risk diff`; take the edit over into the model, or take over with --force.',
      });
    }
    return ask(io, `${reason}. ${verb} all the same?`);
  }
  return agreed(io, `${verb}?`, yes === true || force === true, 'nothing was written');
}
