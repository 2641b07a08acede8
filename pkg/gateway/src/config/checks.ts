import { STEP_KINDS } from '@release-risk/contract/rollback';
import { unknownChannels } from '../notify/routing.ts';
import type { GatewayConfig } from './gatewayConfig.ts';

/** What the parts of a configuration say about each other: every problem with its place. Pure. */
export function configProblems(config: GatewayConfig): readonly string[] {
  return [...releaseProblems(config), ...grafanaProblems(config), ...peopleProblems(config), ...calledProblems(config)];
}

function releaseProblems({ releases, adapters }: GatewayConfig): string[] {
  const problems: string[] = [];
  const names = new Set<string>();
  releases.forEach(({ name, steps, mode, match }, at) => {
    const where = `releases.${String(at)}`;
    if (names.has(name)) problems.push(`${where}.name: "${name}" is there twice`);
    names.add(name);
    const hidden = releases.slice(0, at).find((one) => covers(one.match, match));
    if (hidden !== undefined) problems.push(`${where}.match: everything of it belongs to "${hidden.name}" already`);
    if (mode !== 'observe' && steps.length === 0) problems.push(`${where}.steps: is empty, and mode is ${mode}`);
    steps.forEach(({ id, kind, adapter }, index) => {
      const place = `${where}.steps.${String(index)}`;
      if (!Object.hasOwn(adapters, adapter)) problems.push(`${place}.adapter: there is no adapter "${adapter}"`);
      if (steps.findIndex((one) => one.id === id) !== index) problems.push(`${place}.id: "${id}" is there twice`);
      const before = steps[index - 1];
      if (before !== undefined && STEP_KINDS.indexOf(kind) < STEP_KINDS.indexOf(before.kind)) {
        problems.push(`${place}.kind: ${kind} comes before ${before.kind}`);
      }
    });
  });
  return problems;
}

/** Whether everything that `narrow` matches is matched by `wide`. */
function covers(wide: Readonly<Record<string, string>>, narrow: Readonly<Record<string, string>>): boolean {
  return Object.entries(wide).every(([label, value]) => narrow[label] === value);
}

function grafanaProblems({ grafana, models, evaluate, people }: GatewayConfig): string[] {
  if (grafana !== undefined) return [];
  const needs: [string, boolean][] = [
    ['models', models === 'grafana'],
    ['evaluate', evaluate.through === 'grafana'],
    ['people.grafana', people.grafana !== undefined],
  ];
  return needs.filter(([, needed]) => needed).map(([where]) => `${where}: needs \`grafana\`, which is not there`);
}

function peopleProblems({ channels, notify, escalation, tokens, alerts }: GatewayConfig): string[] {
  const called = escalation.flatMap((step) => step.channels);
  const unknown = unknownChannels(channels, notify, called).map(
    (one) => `notify, escalation: there is no channel "${one}"`,
  );
  const nobodySends = alerts.grafana === undefined && !tokens.some(({ scopes }) => scopes.includes('alerts'));
  return [
    ...unknown,
    ...(nobodySends ? ['alerts: nobody can deliver any: give alerts.grafana, or a token with the scope alerts'] : []),
  ];
}

function calledProblems({ adapters, channels, egress, commands }: GatewayConfig): string[] {
  const adapterKinds = Object.values(adapters).map(({ kind }) => kind);
  const calls =
    adapterKinds.some((kind) => kind !== 'command' && kind !== 'sqlMigration') || Object.keys(channels).length > 0;
  return [
    ...(calls && egress === undefined ? ['egress: whom adapters and channels may call has to be listed'] : []),
    ...(adapterKinds.includes('command') && commands === undefined
      ? ['commands: what may be run has to be listed']
      : []),
  ];
}
