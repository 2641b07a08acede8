import { usageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { ask, canAsk } from './ask.ts';

/** Whether a person agrees: by `yes` beforehand, or when asked now. Throws RR601 where nobody can be asked. */
export async function agreed(io: Io, question: string, yes: boolean, undone: string): Promise<boolean> {
  if (yes) return true;
  if (canAsk(io)) return ask(io, question);
  throw usageError(`Nobody can be asked here, and ${undone}`, 'Say --yes when the preview is what you want.');
}
