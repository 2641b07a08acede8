import type { ServiceVerdict } from '@release-risk/contract/verdict';
import type { Identity } from '@release-risk/model/model';
import { catchError, from, map, mergeMap, of, scan, type Observable } from 'rxjs';
import type { Release } from '../../app/releases/release.ts';
import type { Host } from '../../risk/host.ts';
import { abortable } from '../../risk/read/abortable.ts';
import { askLive } from '../../risk/read/askLive.ts';
import { bindingsOf } from '../../risk/read/bindingsOf.ts';
import { planOf } from '../../risk/read/planOf.ts';
import type { Memory } from '../../risk/read/surroundingsOf.ts';
import { secondsOf } from '../../risk/view/standing.ts';
import type { SoundModel } from './modelOfRelease.ts';

/** How many moments a curve of scores is made of. Each is one request. */
const MOMENTS = 12;
/** How many of them are asked at the same time. */
const AT_ONCE = 2;

/** A release, and the model it is judged by. */
export interface WatchQuestion {
  readonly release: Release;
  readonly stored: SoundModel;
}

/** From when to when a release was watched; epoch seconds. It ends early where the next one came, or now. */
export function watchOf(
  { release: { record, next }, stored }: WatchQuestion,
  now: number,
): { readonly from: number; readonly to: number } {
  const start = secondsOf(record.startedAt);
  const end = Math.min(
    start + stored.model.policy.actionWindow,
    next === undefined ? Infinity : secondsOf(next.startedAt) - 1,
    now,
  );
  return { from: Math.floor(start), to: Math.max(Math.floor(start) + 1, Math.floor(end)) };
}

/** The moments a curve is made of, the last one the end of the watch; epoch seconds. */
export function momentsOf({ from: start, to }: { readonly from: number; readonly to: number }): readonly number[] {
  const moments = Array.from({ length: MOMENTS }, (_, at) => Math.round(start + ((at + 1) * (to - start)) / MOMENTS));
  return [...new Set(moments)];
}

/** What one moment costs a datasource. */
export function queriesOf({ release, stored }: WatchQuestion): number {
  return planOf(stored.model, [release.record.labels]).queries.length;
}

/** How a release was judged at a moment of the past, by the model as it is now. What was asked once is remembered. */
export function verdictAt(
  host: Host,
  { once }: Memory,
  { release: { record }, stored }: WatchQuestion,
  at: number,
): Observable<ServiceVerdict | undefined> {
  const service: Identity = record.labels;
  const { document, bound, model } = stored;
  const key = `moment ${JSON.stringify([document, bound, record.id, at])}`;
  return once.ask(key, at * 1000, () =>
    abortable(async (signal) => {
      const bindings = bindingsOf(model, bound, host.datasources());
      const { baselines, startedAt } = record;
      const frozen = baselines === undefined ? [] : [{ service, at: secondsOf(startedAt), baselines }];
      const { services } = await askLive(host, { model, bindings, service, frozen, at }, signal);
      return services[0];
    }),
  );
}

/** A score of the past. */
export interface ScoredMoment {
  /** Seconds since the release. */
  readonly age: number;
  /** 0..2; null where nothing could be told. */
  readonly score: number | null;
  readonly verdict: ServiceVerdict['verdict'];
}

/** The scores of a watch as they come in, by their age. */
export function scoresOf(
  host: Host,
  memory: Memory,
  question: WatchQuestion,
  span: { readonly from: number; readonly to: number },
): Observable<readonly ScoredMoment[]> {
  return from(momentsOf(span)).pipe(
    mergeMap(
      (at) =>
        verdictAt(host, memory, question, at).pipe(
          map((found): ScoredMoment => ({
            age: at - span.from,
            score: found === undefined || found.coverage === 0 ? null : found.score,
            verdict: found?.verdict ?? null,
          })),
          // One moment that cannot be told takes no other away.
          catchError(() => of<ScoredMoment>({ age: at - span.from, score: null, verdict: null })),
        ),
      AT_ONCE,
    ),
    scan((known: readonly ScoredMoment[], one) => [...known, one].sort((a, b) => a.age - b.age), []),
  );
}
