import { STEP_KINDS } from '@release-risk/contract/rollback';
import { didYouMean } from '@release-risk/language/diagnostics/didYouMean';
import type { GatewayConfig } from './gatewayConfig.ts';

/** What is wrong, and where. */
export interface ConfigProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the parts of a configuration say about each other: every problem with its place. Pure. */
export function configProblems(config: GatewayConfig): readonly ConfigProblem[] {
  return [...releaseProblems(config), ...grafanaProblems(config), ...peopleProblems(config), ...calledProblems(config)];
}

function releaseProblems({ releases, adapters }: GatewayConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  releases.forEach(({ name, steps, mode, match }, at) => {
    const tell = (path: ConfigProblem['path'], message: string) => {
      problems.push({ path: ['releases', at, ...path], message });
    };
    const earlier = releases.slice(0, at);
    if (earlier.some((one) => one.name === name))
      tell(['name'], `"${name}" is there twice. Name one of them otherwise.`);
    const hidden = earlier.find((one) => covers(one.match, match));
    if (hidden !== undefined) {
      tell(['match'], `Everything of it belongs to "${hidden.name}" already. Put the narrower one first.`);
    }
    if (mode !== 'observe' && steps.length === 0) {
      tell(['steps'], `Nothing is to be done, and mode is ${mode}. Add a step, or observe.`);
    }
    steps.forEach(({ id, kind, adapter }, index) => {
      if (!Object.hasOwn(adapters, adapter)) {
        tell(['steps', index, 'adapter'], unknownName('adapter', adapter, Object.keys(adapters)));
      }
      if (steps.findIndex((one) => one.id === id) !== index) {
        tell(['steps', index, 'id'], `"${id}" is there twice. Name one of them otherwise.`);
      }
      if (kind === 'database' && !steps.slice(0, index).some((one) => one.kind === 'instances')) {
        tell(
          ['steps', index, 'kind'],
          'No step sees that nothing bad runs any more. Put one of kind instances before it.',
        );
      }
      const before = steps[index - 1];
      if (before !== undefined && STEP_KINDS.indexOf(kind) < STEP_KINDS.indexOf(before.kind)) {
        tell(['steps', index, 'kind'], `${kind} comes before ${before.kind}. Move it up.`);
      }
    });
  });
  return problems;
}

function unknownName(what: string, name: string, known: readonly string[]): string {
  const hint = known.length === 0 ? `No ${what} is configured` : `Known: ${known.join(', ')}`;
  return `There is no ${what} "${name}". ${didYouMean(name, known) ?? `${hint}.`}`;
}

/** Whether everything that `narrow` matches is matched by `wide`. */
function covers(wide: Readonly<Record<string, string>>, narrow: Readonly<Record<string, string>>): boolean {
  return Object.entries(wide).every(([label, value]) => narrow[label] === value);
}

function grafanaProblems({ grafana, models, evaluate, people }: GatewayConfig): ConfigProblem[] {
  if (grafana !== undefined) return [];
  const needs: [ConfigProblem['path'], boolean][] = [
    [['models'], models === 'grafana'],
    [['evaluate'], evaluate.through === 'grafana'],
    [['people', 'grafana'], people.grafana !== undefined],
  ];
  return needs
    .filter(([, needed]) => needed)
    .map(([path]) => ({ path, message: 'It needs a Grafana. Add `grafana` with its url and a token.' }));
}

function peopleProblems({ channels, notify, escalation, tokens, alerts }: GatewayConfig): ConfigProblem[] {
  const named: (ConfigProblem & { readonly name: string })[] = [
    ...Object.entries(notify).map(([kind, names]) => ({ path: ['notify', kind], names })),
    ...escalation.map((step, at) => ({ path: ['escalation', at, 'channels'], names: step.channels })),
  ].flatMap(({ path, names = [] }) =>
    names.map((name, at) => ({
      name,
      path: [...path, at],
      message: unknownName('channel', name, Object.keys(channels)),
    })),
  );
  const unknown = named.filter(({ name }) => !Object.hasOwn(channels, name));
  const nobodySends = alerts.grafana === undefined && !tokens.some(({ scopes }) => scopes.includes('alerts'));
  return [
    ...unknown,
    ...(nobodySends
      ? [
          {
            path: ['alerts'],
            message: 'Nobody could deliver any. Add `alerts.grafana`, or a token with the scope alerts.',
          },
        ]
      : []),
  ];
}

function calledProblems({ adapters, channels, egress, commands }: GatewayConfig): ConfigProblem[] {
  const kinds = Object.values(adapters).map(({ kind }) => kind);
  const calls = kinds.some((kind) => kind !== 'command' && kind !== 'sqlMigration') || Object.keys(channels).length > 0;
  return [
    ...(calls && egress === undefined
      ? [{ path: ['egress'], message: 'Nobody may be called. List in `egress.allow` whom adapters and channels call.' }]
      : []),
    ...(kinds.includes('command') && commands === undefined
      ? [{ path: ['commands'], message: 'Nothing may be run. List it in `commands.allowed`.' }]
      : []),
  ];
}
