import { expect } from 'vitest';
import { grafanaClient } from '../client.ts';
import { GrafanaError } from '../errors.ts';
import { readActual } from '../state/actual.ts';
import { applyState, type ApplyOptions } from '../state/apply.ts';
import { writes, type Change } from '../state/change.ts';
import type { DesiredState } from '../state/desired.ts';
import { planRemoval, removeState } from '../state/destroy.ts';
import { diffState } from '../state/diff.ts';
import { patientClock } from './clocks.ts';
import { fakeGrafana, type FakeGrafana } from './fakeGrafana.ts';
import { sampleRule, sampleState, SECRET_VALUES } from './sampleState.ts';

export const OPTIONS: ApplyOptions = { lock: false, secrets: SECRET_VALUES, rewriteSecrets: false };

export function clientOf(fake: FakeGrafana) {
  return grafanaClient(
    { url: 'http://grafana', auth: { kind: 'token', token: 'glsa_x' } },
    fake.transport,
    patientClock(),
  );
}

export async function diff(fake: FakeGrafana, desired: DesiredState, said: Partial<ApplyOptions> = {}) {
  const actual = await readActual(clientOf(fake), desired.plan.model, desired);
  return { actual, changes: diffState(desired, actual, { ...OPTIONS, ...said }) };
}

export async function apply(
  fake: FakeGrafana,
  desired: DesiredState,
  said: Partial<ApplyOptions> = {},
): Promise<number> {
  const { actual, changes } = await diff(fake, desired, said);
  return (await applyState(clientOf(fake), desired, actual, changes, { ...OPTIONS, ...said })).writes;
}

export async function destroy(fake: FakeGrafana) {
  return removeState(clientOf(fake), await planRemoval(clientOf(fake), 'bot'));
}

export const shown = (changes: readonly Change[]) => changes.filter(writes).map(({ key, state }) => `${key} ${state}`);

export function contents(fake: FakeGrafana) {
  return {
    folders: [...fake.folders.keys()],
    contactPoints: [...fake.contactPoints.keys()],
    rules: [...fake.rules.keys()].sort(),
    dashboards: [...fake.dashboards.keys()].sort(),
  };
}

export const EVERYTHING = {
  folders: ['release-risk'],
  contactPoints: ['rr-gateway'],
  rules: ['rr-bot-act', 'rr-bot-review'],
  dashboards: ['rr-bot', 'rr-bot-service'],
};
export const NOTHING = { folders: [], contactPoints: [], rules: [], dashboards: [] };

export function change(fake: FakeGrafana, uid: string, said: object): void {
  Object.assign(fake.rules.get(uid) ?? {}, said);
}

export const changed = () =>
  sampleState({
    plan: { model: 'bot', fingerprint: 'f2' },
    contactPoints: sampleState().contactPoints.map((one) => ({ ...one, disableResolveMessage: true })),
    groups: [
      {
        title: 'Release risk bot',
        folderUid: 'release-risk',
        interval: 20,
        rules: [sampleRule('rr-bot-act', { for: '9m' }), sampleRule('rr-bot-veto')],
      },
    ],
    dashboards: [
      { uid: 'rr-bot', title: 'Bot', panels: [] },
      { uid: 'rr-bot-releases', title: 'Bot releases', panels: [] },
    ],
  });

export const applied = async () => {
  const fake = fakeGrafana();
  await apply(fake, sampleState());
  return fake;
};

/** Every write of a run, and whether the process dies before Grafana sees it or before it hears the answer. */
export async function cuts(run: (fake: FakeGrafana) => Promise<unknown>, start: () => Promise<FakeGrafana>) {
  const fake = await start();
  const before = fake.writes().length;
  await run(fake);
  const count = fake.writes().length - before;
  return Array.from({ length: count }, (_, at) => [at + 1, 'before'] as const).flatMap(
    ([at, when]) =>
      [
        [at, when],
        [at, 'after'],
      ] as const,
  );
}

export async function killed(
  fake: FakeGrafana,
  at: number,
  when: 'before' | 'after',
  run: (fake: FakeGrafana) => Promise<unknown>,
) {
  let seen = 0;
  const die = (method: string) => {
    if (method !== 'GET' && ++seen === at) throw new Error('killed');
  };
  // A killed process sends nothing more, so nothing is repeated either.
  const dead = () => {
    if (seen >= at) throw new Error('killed');
  };
  if (when === 'before') {
    fake.before = ({ method }) => {
      dead();
      die(method);
      return undefined;
    };
  } else {
    fake.before = () => {
      dead();
      return undefined;
    };
    fake.after = ({ method }) => {
      die(method);
    };
  }
  await expect(run(fake)).rejects.toBeInstanceOf(GrafanaError);
  fake.before = () => undefined;
  fake.after = () => undefined;
}
