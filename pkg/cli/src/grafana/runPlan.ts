import { makePlan } from '@release-risk/compiler/makePlan';
import { normalize } from '@release-risk/compiler/normalize';
import { CliError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { Io } from '../io.ts';
import { loadModel } from '../models/loadModel.ts';
import { namedIdentity } from '../arguments/service.ts';

export interface PlanOptions {
  readonly show: 'normalized' | 'plan';
  readonly service: readonly string[];
}

/** Prints the middle of the compiler as JSON: the model in its one spelling, or the queries and expressions it becomes. */
export async function runPlan(io: Io, file: string, options: PlanOptions): Promise<ExitCode> {
  const { model } = await loadModel(file);
  const { labels, services } = model.identity;
  if (options.show === 'normalized') {
    io.stdout.write(`${JSON.stringify(normalize(model), undefined, 2)}\n`);
    return EXIT.ok;
  }
  const named = options.service.map((text) => namedIdentity(labels, text));
  const listed = services.kind === 'listed' ? services.list : [];
  if (named.length === 0 && listed.length === 0) {
    const reason = 'The model discovers its services, and no server is asked here';
    throw new CliError({ code: 'RR609', reason, hint: 'Name some: --service X (repeatable).' });
  }
  const plan = makePlan(model, { services: named.length > 0 ? named : listed });
  io.stdout.write(`${JSON.stringify(plan, undefined, 2)}\n`);
  return EXIT.ok;
}
