import { LoadingState } from '@grafana/data';
import { catchError, concat, EMPTY, map, of, scan, switchMap, type Observable } from 'rxjs';
import type { Host } from '../risk/host.ts';
import { abortable } from '../risk/read/abortable.ts';
import { askModel } from '../risk/read/askModel.ts';
import { fromTargets } from '../risk/read/fromTargets.ts';
import { bindingsOf } from '../risk/read/bindingsOf.ts';
import { nextLook, NOTHING_KNOWN, type KnownLook, type Step } from '../risk/read/lookSteps.ts';
import { ProblemError, problemOf } from '../risk/read/problemError.ts';
import { readDocument } from '../risk/read/readDocument.ts';
import type { Memory } from '../risk/read/surroundingsOf.ts';
import { momentOf, type PanelInput } from './panelInput.ts';
import { askSettings, boundModel, chosenModel, chosenService, requireListed, type Chosen } from './questionOf.ts';
import { askOwn } from './own/askOwn.ts';
import { findingLine } from './own/ownFinding.ts';
import { ownModel } from './own/ownModel.ts';
import { ownTargets } from './own/ownTargets.ts';
import { panelSignals } from './own/panelSignals.ts';
import { targetBindings } from './targetBindings.ts';

/** What a panel shows, and where the rest can be asked. */
export type PanelLook = KnownLook;

/** The settings change by hand, so panels of one page read them once a minute; milliseconds. */
const SETTINGS_FRESH = 60_000;

/**
 * What a panel shows while its inputs change. A new input ends what is in flight for the one before; what was known
 * stays shown until the next answer is there.
 */
export function panelLooks(inputs: Observable<PanelInput>, host: Host, memory: Memory): Observable<PanelLook> {
  return inputs.pipe(
    askedByHand(),
    switchMap((input) =>
      steps(input, host, memory).pipe(
        catchError((error: unknown) => of<Step>({ kind: 'problem', problem: problemOf(error) })),
      ),
    ),
    scan(nextLook, NOTHING_KNOWN),
  );
}

/**
 * Each panel counts for itself how often it was asked again by hand. That is about the moment it happened at: at the
 * next one, panels of one page have the same questions again, and ask them once.
 */
function askedByHand(): (inputs: Observable<PanelInput>) => Observable<PanelInput> {
  return (inputs) =>
    inputs.pipe(
      scan<PanelInput, Counted | undefined>((before, input) => {
        const { attempt } = input;
        const isNew = attempt !== (before?.attempt ?? 0);
        const isSameMoment = before !== undefined && momentOf(before.input) === momentOf(input);
        const counted = isNew ? attempt : isSameMoment ? before.input.attempt : 0;
        return { attempt, input: { ...input, attempt: counted } };
      }, undefined),
      switchMap((counted) => (counted === undefined ? EMPTY : of(counted.input))),
    );
}

interface Counted {
  /** As the panel counts. */
  readonly attempt: number;
  readonly input: PanelInput;
}

function steps(input: PanelInput, host: Host, memory: Memory): Observable<Step> {
  const { source } = input;
  switch (source.kind) {
    case 'notSetUp':
      return of({ kind: 'problem', problem: { code: 'RR701', name: 'notSetUp' } });
    case 'targets':
      return targetSteps(input, source, host);
    case 'live':
      return concat(of<Step>({ kind: 'asking' }), liveSteps(input, source, host, memory));
    case 'own':
      return concat(of<Step>({ kind: 'asking' }), ownSteps(input, source, host));
  }
}

function targetSteps(
  input: PanelInput,
  { document, service: texts }: Extract<PanelInput['source'], { kind: 'targets' }>,
  host: Host,
): Observable<Step> {
  const { data, replace } = input;
  if (isUnderWay(data)) return of({ kind: 'asking' });
  return of(undefined).pipe(
    map((): Step => {
      const model = readDocument(document);
      const service = chosenService(model, texts, replace);
      const judged = fromTargets({ model, service, data, at: momentOf(input) });
      const bindings = targetBindings(model, data, host.datasources(), replace);
      return { kind: 'judged', judged, context: { bindings, frozen: [] } };
    }),
  );
}

function isUnderWay({ state }: PanelInput['data']): boolean {
  return state === LoadingState.Loading || state === LoadingState.NotStarted;
}

function liveSteps(
  input: PanelInput,
  source: Extract<PanelInput['source'], { kind: 'live' }>,
  host: Host,
  { once }: Memory,
): Observable<Step> {
  const at = momentOf(input);
  const chosen: Observable<Chosen> =
    'document' in source.model
      ? of({ document: source.model.document, bound: {} })
      : named(source.model.named, Math.floor((at * 1000) / SETTINGS_FRESH) * 1000 + input.attempt);
  return chosen.pipe(
    switchMap((found) => {
      const { model, bindings } = boundModel(host, found, source.bindings, input.replace);
      const service = chosenService(model, source.service, input.replace);
      requireListed(model, service);
      const key = `live ${JSON.stringify([found.document, bindings, service])}`;
      return once.ask(key, at * 1000 + input.attempt, () =>
        abortable(async (signal): Promise<Step> => {
          const { judged, context } = await askModel(host, { model, bindings, service, at }, signal);
          return { kind: 'judged', judged, context };
        }),
      );
    }),
  );

  function named(name: string, tick: number): Observable<Chosen> {
    const settings = once.ask('settings', tick, () => abortable((signal) => askSettings(host, signal)));
    return settings.pipe(map((found) => chosenModel(found, name)));
  }
}

function ownSteps(
  input: PanelInput,
  { own, service: texts }: Extract<PanelInput['source'], { kind: 'own' }>,
  host: Host,
): Observable<Step> {
  const { data, replace, replaceInQuery } = input;
  // Targets of other datasources are read out of the panel's own answers: they have to be there.
  if (isUnderWay(data)) return EMPTY;
  return abortable(async (signal): Promise<Step> => {
    const targets = ownTargets(data, host.datasources(), replaceInQuery);
    const made = ownModel(own, targets);
    const panel = panelSignals(own, targets, data);
    const findings = [...(made.ok ? [] : made.findings), ...panel.findings];
    if (findings.length > 0 || (!made.ok && panel.signals.length === 0)) {
      throw new ProblemError({ code: 'RR712', name: 'ownQueries', findings: findings.map(findingLine) });
    }
    const model = made.ok ? made.model : undefined;
    const bindings = model === undefined || !made.ok ? {} : bindingsOf(model, made.bindings, host.datasources());
    const service = model === undefined ? undefined : chosenService(model, texts, replace);
    const question = { own, made: made.ok ? made : undefined, bindings, panel, service, at: momentOf(input) };
    const judged = await askOwn(host, question, signal);
    return { kind: 'judged', judged, context: { bindings, frozen: [] } };
  });
}
