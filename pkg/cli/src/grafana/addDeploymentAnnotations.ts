import type { Command } from 'commander';
import type { AddCommand } from '../commandContext.ts';
import { addGrafanaOptions, type GrafanaOptions } from './options.ts';

interface WrittenTo extends GrafanaOptions {
  /** Of `deploy start`. */
  readonly out?: string;
  /** Of `deploy finish`. */
  readonly record?: string;
}

/**
 * Lets `deploy start` and `deploy finish` also write the deployment into Grafana: once its record is written, an
 * annotation of it is made or brought up to date.
 */
export const addDeploymentAnnotations: AddCommand = (program, context) => {
  const deploy = program.commands.find((command) => command.name() === 'deploy');
  for (const command of deploy?.commands ?? []) {
    if (command.name() !== 'start' && command.name() !== 'finish') continue;
    const has = command.options.some(({ long }) => long === '--grafana');
    (has ? command : addGrafanaOptions(command))
      .addHelpText('after', 'With --grafana the deployment is also an annotation in Grafana.\n')
      .hook('postAction', async (_, action: Command) => {
        const options = action.opts<WrittenTo>();
        const file = options.out ?? options.record;
        if (options.grafana === undefined || file === undefined) return;
        const { annotate } = await import('./annotate.ts');
        await annotate(context.io, context.globals(['text', 'json']), options, file);
      });
  }
};
