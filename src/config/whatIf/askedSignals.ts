import { identityKey, identityName } from '@release-risk/compiler/identity';
import { isStatic, needsDeviation } from '@release-risk/model/limit';
import type { Identity, RiskModel, Signal } from '@release-risk/model/model';
import type { Reading } from '@release-risk/model/reading';
import type { Evaluation } from '@release-risk/query/evaluate';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';

/** Everything that the queries behind one signal depend on, and nothing that only scoring does. */
interface AskedFor {
  /** What the reading itself comes from; equal texts ask the same. */
  readonly value: string;
  /** What its usual comes from; undefined where it needs none. */
  readonly usual: string | undefined;
  readonly hasDeviation: boolean;
  /** The query of its events; undefined where it needs none. */
  readonly samples: string | undefined;
}

/** The readings of one signal, with what was asked for them. */
interface AskedSignal {
  readonly asked: AskedFor;
  readonly readings: ReadonlyMap<string, Reading>;
}

/** One service that was asked about. */
export interface AskedService {
  readonly key: string;
  readonly name: string;
  readonly labels: Identity;
  /** False where canaries are compared and none is running. */
  readonly evaluated: boolean;
}

/** What was read so far, newest first: enough to score every model that asks no more than what is here. */
export interface AskedSignals {
  /** What says which services there are; equal texts find the same. */
  readonly identity: string;
  readonly services: readonly AskedService[];
  readonly signals: readonly AskedSignal[];
  /** When it was asked last; epoch seconds. */
  readonly at: number;
}

/** More than a model has signals: what is older is asked for again. */
const KEPT = 120;

/** What was read, with the answers of an evaluation in front of it. */
export function withAnswers(
  before: AskedSignals | undefined,
  model: RiskModel,
  bindings: GrafanaBindings,
  evaluation: Evaluation,
): AskedSignals {
  const identity = identityText(model, bindings);
  const { labels } = model.identity;
  const keys = evaluation.services.map(({ service }) => identityKey(labels, service));
  const answered = model.signals.map((signal, at): AskedSignal => {
    const readings = new Map<string, Reading>();
    evaluation.services.forEach(({ result }, index) => {
      const reading = result.signals[at]?.reading;
      if (reading !== undefined) readings.set(keys[index] ?? '', reading);
    });
    return { asked: askedFor(model, signal, bindings), readings };
  });
  return {
    identity,
    services: evaluation.services.map(({ service, evaluated }, at) => ({
      key: keys[at] ?? '',
      name: identityName(labels, service),
      labels: service,
      evaluated,
    })),
    // Of other services nothing is comparable.
    signals: [...answered, ...(before?.identity === identity ? before.signals : [])].slice(0, KEPT),
    at: evaluation.at,
  };
}

/** What of a model was not asked for yet. */
export interface Unasked {
  /** Other services than those that were asked about. */
  readonly services: boolean;
  /** Titles of signals. */
  readonly signals: readonly string[];
}

/** The readings of a model's signals, in its order; or what has to be asked first. */
export type ReadingsFor =
  | { readonly ok: true; readonly signals: readonly ReadonlyMap<string, Reading>[] }
  | { readonly ok: false; readonly unasked: Unasked };

export function readingsFor(known: AskedSignals, model: RiskModel, bindings: GrafanaBindings): ReadingsFor {
  const found = model.signals.map((signal) => signalReadings(known, model, signal, bindings));
  const services = identityText(model, bindings) !== known.identity;
  const unasked = model.signals.filter((_, at) => found[at] === undefined).map(({ title }) => title);
  if (services || unasked.length > 0) return { ok: false, unasked: { services, signals: unasked } };
  return { ok: true, signals: found.flatMap((readings) => (readings === undefined ? [] : [readings])) };
}

/** What was read for one signal; undefined where its queries were not asked yet. */
export function signalReadings(
  known: AskedSignals,
  model: RiskModel,
  signal: Signal,
  bindings: GrafanaBindings,
): ReadonlyMap<string, Reading> | undefined {
  const wanted = askedFor(model, signal, bindings);
  return known.signals.find(({ asked }) => covers(asked, wanted))?.readings;
}

function covers(asked: AskedFor, wanted: AskedFor): boolean {
  return (
    asked.value === wanted.value &&
    (wanted.usual === undefined || asked.usual === wanted.usual) &&
    (!wanted.hasDeviation || asked.hasDeviation) &&
    (wanted.samples === undefined || asked.samples === wanted.samples)
  );
}

function askedFor(model: RiskModel, signal: Signal, bindings: GrafanaBindings): AskedFor {
  const { datasource, query, empty, samples } = signal;
  const source = [bindings[datasource]?.uid, model.datasources[datasource]?.type];
  const control = 'baseline' in signal && signal.baseline.kind === 'control' ? model.control : undefined;
  const isJudgedByUsual = 'baseline' in signal && !isStatic(signal.limit);
  return {
    // With `zero` the events decide what an empty reading is.
    value: JSON.stringify([source, query, control, empty === 'zero' ? samples?.query : null]),
    usual: isJudgedByUsual ? JSON.stringify([signal.baseline, recordedBy(model, signal)]) : undefined,
    hasDeviation: needsDeviation(signal.limit),
    samples: samples?.query,
  };
}

/** Recorded series carry the names of model and signal. */
function recordedBy(model: RiskModel, signal: Signal): readonly string[] {
  return 'baseline' in signal && signal.baseline.kind === 'recorded' ? [model.name, signal.id] : [];
}

function identityText({ identity, control }: RiskModel, bindings: GrafanaBindings): string {
  const { labels, services } = identity;
  const asked = services.kind === 'discovered' ? [bindings[services.datasource]?.uid, services.query] : services.list;
  return JSON.stringify([labels, asked, control?.running]);
}
