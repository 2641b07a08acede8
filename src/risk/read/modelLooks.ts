import type { Identity } from '@release-risk/model/model';
import {
  catchError,
  combineLatest,
  concat,
  defer,
  filter,
  map,
  of,
  scan,
  startWith,
  switchMap,
  type Observable,
} from 'rxjs';
import type { Host } from '../host.ts';
import { abortable } from './abortable.ts';
import { askModel } from './askModel.ts';
import { bindingsOf } from './bindingsOf.ts';
import { nextLook, NOTHING_KNOWN, type KnownLook, type Step } from './lookSteps.ts';
import { problemOf } from './problemError.ts';
import { readDocument } from './readDocument.ts';
import type { Memory } from './surroundingsOf.ts';

/** A model as the settings hold it, to be looked at. */
export interface LookedAt {
  /** Tells it from the others. */
  readonly key: string;
  readonly document: unknown;
  /** Logical datasource -> uid. */
  readonly bound: Readonly<Record<string, string>>;
}

/** A moment to ask for. */
export interface Ask {
  /** Epoch seconds. */
  readonly at: number;
  /** Counts up when somebody asks again by hand: nothing is then taken from memory. */
  readonly attempt: number;
  /** The key of the one model that is meant; undefined: all. */
  readonly only: string | undefined;
}

/**
 * What is known of each model, by its key, while it is asked for again and again. Each is asked and fails for itself.
 * Everything in flight ends with the last listener.
 */
export function modelLooks(
  asks: Observable<Ask>,
  models: readonly LookedAt[],
  host: Host,
  memory: Memory,
): Observable<ReadonlyMap<string, KnownLook>> {
  const looks = models.map((model) => {
    const meant = asks.pipe(filter(({ only }) => only === undefined || only === model.key));
    return modelLook(meant, model, undefined, host, memory).pipe(startWith(NOTHING_KNOWN));
  });
  return combineLatest(looks).pipe(map((known) => new Map(known.map((one, at) => [models[at]?.key ?? '', one]))));
}

/** What is known of one model, or of one service of it. */
export function modelLook(
  asks: Observable<Ask>,
  model: LookedAt,
  service: Identity | undefined,
  host: Host,
  memory: Memory,
): Observable<KnownLook> {
  return asks.pipe(
    switchMap((ask) => concat(of<Step>({ kind: 'asking' }), judgedStep(ask, model, service, host, memory))),
    scan(nextLook, NOTHING_KNOWN),
  );
}

function judgedStep(
  { at, attempt }: Ask,
  { document, bound }: LookedAt,
  service: Identity | undefined,
  host: Host,
  { once }: Memory,
): Observable<Step> {
  return defer(() => {
    const model = readDocument(document);
    const bindings = bindingsOf(model, bound, host.datasources());
    const key = `live ${JSON.stringify([document, bindings, service])}`;
    return once.ask(key, at * 1000 + attempt, () =>
      abortable((signal) => askModel(host, { model, bindings, service, at }, signal)),
    );
  }).pipe(
    map((asked): Step => ({ kind: 'judged', ...asked })),
    catchError((error: unknown) => of<Step>({ kind: 'problem', problem: problemOf(error) })),
  );
}
