import type { Host } from '../host.ts';
import type { Judged } from '../judged.ts';
import { askLive, type LiveQuestion } from './askLive.ts';
import type { Context } from './context.ts';
import { frozenFor } from './frozenFor.ts';

/** A model judged right now, and where more of it can be asked. */
export interface AskedModel {
  readonly judged: Judged;
  readonly context: Context;
}

/** Asks a model with what its deployments froze. Throws ProblemError. */
export async function askModel(
  host: Host,
  question: Omit<LiveQuestion, 'frozen'>,
  signal: AbortSignal,
): Promise<AskedModel> {
  const { model, bindings, service } = question;
  const { frozen, warnings } = await frozenFor(host, model, service, signal);
  const judged = await askLive(host, { ...question, frozen }, signal);
  return { judged: { ...judged, warnings: [...judged.warnings, ...warnings] }, context: { bindings, frozen } };
}
