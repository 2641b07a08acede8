import type { Command } from 'commander';
import { addBindingOptions, type BindingOptions, several } from '../bindings/options.ts';
import { addGrafanaSource, type GrafanaOptions } from '../grafana/options.ts';

/** What every verb that evaluates a model takes. */
export interface EvaluationOptions extends BindingOptions, GrafanaOptions {
  readonly service: readonly string[];
  /** Files of deployment records. */
  readonly deployment: readonly string[];
  /** `name=uid`, with `--grafana`. */
  readonly datasource: readonly string[];
}

/** Adds the options of a verb that evaluates a model. */
export function addEvaluationOptions(command: Command): Command {
  command
    .option('--service <name>', 'only this service: its name, or label=value,... (repeatable)', several, [])
    .option('--deployment <file>', 'record of `deploy start`: version and frozen baselines (repeatable)', several, []);
  return addGrafanaSource(addBindingOptions(command));
}
