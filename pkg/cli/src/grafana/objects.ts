import { makeObjects, type Objects } from '@release-risk/apply/makeObjects';
import { answeringQueries } from '@release-risk/grafana/api/evaluation';
import type { RiskModel } from '@release-risk/model/model';
import type { Io } from '../io.ts';
import { choicesOf } from './choices.ts';
import { openGrafana } from './openGrafana.ts';
import type { ObjectOptions } from './options.ts';

/** A model's objects for the Grafana that options name. Rejects as `makeObjects` does, and with CliError. */
export async function objectsOf(io: Io, model: RiskModel, options: ObjectOptions): Promise<Objects> {
  const client = await openGrafana(io, options);
  const choices = await choicesOf(model, options);
  return makeObjects(client, answeringQueries(client), model, choices, io.clock.now() / 1000, io.interrupted);
}
