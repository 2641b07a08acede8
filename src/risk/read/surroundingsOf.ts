import { dashboardUid } from '@release-risk/compiler/emit/dashboards/dashboardNames';
import type { FrozenAt } from '@release-risk/compiler/frozen';
import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { readRulesOfDashboard } from '@release-risk/grafana/api/ruleState';
import { listSilences } from '@release-risk/grafana/api/silences';
import { readStory } from '@release-risk/grafana/api/story';
import type { RiskModel } from '@release-risk/model/model';
import { executeInGrafana, type GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { combineLatest, map, of, startWith, type Observable } from 'rxjs';
import type { Host } from '../host.ts';
import type { Judged } from '../judged.ts';
import type { Remote } from '../remote.ts';
import type { Curves, Earlier, Hold, Surroundings } from '../surroundings.ts';
import { abortable } from './abortable.ts';
import { askCurves, curvesKey, type CurveSpan } from './askCurves.ts';
import { postingQueries } from './askLive.ts';
import { actAlertLabels, holdsOf } from './holdsOf.ts';
import { judge } from './judge.ts';
import type { OncePerTick } from './oncePerTick.ts';
import { planOf } from './planOf.ts';
import { remoteOf } from './remoteOf.ts';
import { rulesOfService } from './rulesOfService.ts';
import type { ScoreMemory } from './scoreMemory.ts';

/** How far back the trend looks, and how far from there a score that was seen may be; seconds. */
const EARLIER = 600;
const TOLERANCE = 60;
const STORY_AT_MOST = 100;

/** One service of a judged model, and where it can be asked about. */
export interface SurroundingsQuestion {
  readonly judged: Judged;
  readonly service: ServiceVerdict;
  /** Undefined where the panel cannot tell which datasources its targets ask. */
  readonly bindings: GrafanaBindings | undefined;
  readonly frozen: readonly FrozenAt[];
  readonly span: CurveSpan;
  /** Counts up when something was written or asked again by hand: nothing is then taken from memory. */
  readonly attempt: number;
}

/** What panels of one page share. */
export interface Memory {
  readonly once: OncePerTick;
  readonly scores: ScoreMemory;
}

/** Everything around the score of one service: five requests, whatever the model and the services. */
export function surroundingsOf(
  host: Host,
  { once, scores }: Memory,
  question: SurroundingsQuestion,
): Observable<Surroundings> {
  const { judged, service, bindings, frozen, span, attempt } = question;
  const { model, at } = judged;
  const tick = at * 1000 + attempt;
  const dashboard = dashboardUid(model.name, 'service');
  const asked = <T>(key: string, work: (signal: AbortSignal) => Promise<T>): Observable<Remote<T>> =>
    remoteOf(once.ask(key, tick, () => abortable(work)));
  const rules = asked(`rules ${dashboard}`, (signal) => readRulesOfDashboard(host.client(signal), dashboard));
  const silences = asked('silences', (signal) => listSilences(host.client(signal)));
  const story = asked(`story ${JSON.stringify(service.labels)}`, (signal) =>
    readStory(host.client(signal), service.labels, STORY_AT_MOST),
  );
  const holds = combineLatest([silences, rules]).pipe(
    map(([found, alerting]): Remote<readonly Hold[]> => {
      if (found.kind !== 'ok') return found;
      const known = alerting.kind === 'ok' ? alerting.value : [];
      return { kind: 'ok', value: holdsOf(found.value, actAlertLabels(model.name, service.labels, known), at) };
    }),
  );
  return combineLatest({
    rules: begun(mapped(rules, (found) => rulesOfService(found, model, judged.fingerprint, service.labels))),
    holds: begun(holds),
    story: begun(story),
    curves: begun(curves()),
    earlier: begun(earlier()),
  });

  function curves(): Observable<Remote<Curves>> {
    if (bindings === undefined) return of(UNKNOWN_DATASOURCES);
    const plan = planOf(model, [service.labels], frozen);
    return asked(curvesKey(plan, service.labels), (signal) =>
      askCurves(plan, bindings, postingQueries(host, signal), span, signal),
    );
  }

  function earlier(): Observable<Remote<Earlier | undefined>> {
    const key = `${judged.fingerprint} ${JSON.stringify(service.labels)}`;
    if (isWhole(service)) scores.keep(key, { at, score: service.score });
    const seen = scores.around(key, at - EARLIER, TOLERANCE);
    if (seen !== undefined) return of({ kind: 'ok', value: seen });
    if (bindings === undefined) return of(UNKNOWN_DATASOURCES);
    // Only the targets hold what was frozen: without it the score would be another one.
    if (judged.origin === 'targets' && hasFrozen(model)) return of({ kind: 'ok', value: undefined });
    return asked(`earlier ${key}`, async (signal) => {
      const plan = planOf(model, [service.labels], frozen);
      const moment = at - EARLIER;
      const { execution, engine } = await executeInGrafana(
        plan,
        bindings,
        postingQueries(host, signal),
        moment,
        signal,
      );
      const [then] = judge({ model, plan, execution, engine, origin: 'live' }).services;
      if (then === undefined || !isWhole(then)) return undefined;
      const found = { at: moment, score: then.score };
      scores.keep(key, found);
      return found;
    });
  }
}

/** A score of some of the weight says nothing beside one of all of it. */
function isWhole(service: ServiceVerdict): service is ServiceVerdict & { readonly score: number } {
  return service.score !== null && service.coverage === 1;
}

function hasFrozen({ signals }: RiskModel): boolean {
  return signals.some((signal) => 'baseline' in signal && signal.baseline.kind === 'frozen');
}

const UNKNOWN_DATASOURCES = {
  kind: 'failed',
  reason: 'The datasources of the targets are not known here',
  hint: '',
} as const;

function begun<T>(answer: Observable<Remote<T>>): Observable<Remote<T>> {
  return answer.pipe(startWith({ kind: 'loading' } as const));
}

function mapped<T, U>(answer: Observable<Remote<T>>, change: (value: T) => U): Observable<Remote<U>> {
  return answer.pipe(
    map((remote): Remote<U> => (remote.kind === 'ok' ? { kind: 'ok', value: change(remote.value) } : remote)),
  );
}
