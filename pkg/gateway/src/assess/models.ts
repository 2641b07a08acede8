import { RULE_LABEL } from '@release-risk/compiler/conventions';
import { fingerprint } from '@release-risk/compiler/fingerprint';
import { normalize } from '@release-risk/compiler/normalize';
import type { NamedDatasources } from '@release-risk/apply/bindDatasources';
import type { RiskModel } from '@release-risk/model/model';
import type { Clock } from '@release-risk/query/transport';
import { GatewayError } from '../errors.ts';

/** One document that should be a model. `from`: a file, or what else people would look at. */
export type ModelRead =
  | { readonly ok: true; readonly from: string; readonly model: RiskModel; readonly bindings: NamedDatasources }
  | {
      readonly ok: false;
      readonly from: string;
      /** Where the document tells it although it is broken. */
      readonly name: string | undefined;
      /** Each with its place. */
      readonly problems: readonly string[];
    };

/** Where models stand. */
export interface ModelSource {
  /** What people call it. */
  readonly title: string;
  /**
   * True where a broken model at the start is a mistake in what the gateway was started with; false where others may
   * break or mend it at any time.
   */
  readonly strict: boolean;
  /** Everything that stands there now. Rejects where it cannot be read as a whole. */
  read(signal: AbortSignal): Promise<readonly ModelRead[]>;
}

/** A model that alerts may be about. */
export interface KnownModel {
  /** The same object as long as the document says the same. */
  readonly model: RiskModel;
  readonly fingerprint: string;
  readonly from: string;
  /** Logical name -> uid of a datasource of Grafana, where somebody chose. */
  readonly bindings: NamedDatasources;
}

/** The models as they were read last; one that is broken since is kept as it was. */
export interface Models {
  all(): readonly KnownModel[];
  named(name: string): KnownModel | undefined;
  /** What is wrong with them now, sentences without a full stop; empty where nothing is. */
  problems(): readonly string[];
  /** Reads them again. Rejects only where `signal` aborts. */
  refresh(signal: AbortSignal): Promise<void>;
}

/** Reads the models for the first time. Of a strict source every broken model rejects with GatewayError GW201. */
export async function openModels(source: ModelSource, signal: AbortSignal): Promise<Models> {
  let known: ReadonlyMap<string, KnownModel> = new Map();
  let problems: readonly string[] = [];

  const take = (reads: readonly ModelRead[]): void => {
    const [next, found] = merged(known, reads);
    known = next;
    problems = found;
  };

  const first = await readAll(source, signal);
  if (first.ok) {
    if (source.strict) refuseBroken(first.reads);
    take(first.reads);
  } else if (source.strict) throw new GatewayError({ code: 'GW201', file: source.title, problems: [first.reason] });
  else problems = [`${source.title} could not be read: ${first.reason}`];

  return {
    all: () => [...known.values()],
    named: (name) => known.get(name),
    problems: () => problems,
    async refresh(ended) {
      const answer = await readAll(source, ended);
      if (answer.ok) take(answer.reads);
      else problems = [`${source.title} could not be read, the models are as before: ${answer.reason}`];
    },
  };
}

/** Refreshes every `everyMs` until `signal` aborts; resolves then. */
export async function keepFresh(models: Models, clock: Clock, signal: AbortSignal, everyMs = 60_000): Promise<void> {
  while (!signal.aborted) {
    try {
      await clock.sleep(everyMs, signal);
      await models.refresh(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/**
 * A sentence where an alert was made by another version of the model than the one that is known here: the two may judge
 * differently. Undefined where they are the same or the alert does not say.
 */
export function madeByAnotherVersion(
  labels: Readonly<Record<string, string>>,
  { model, fingerprint: here, from }: KnownModel,
): string | undefined {
  const there = labels[RULE_LABEL.fingerprint];
  if (there === undefined || there === '' || there === here) return undefined;
  return `The alert was made by another version of the model ${model.name} (${there}) than ${from} holds (${here})`;
}

type Answer =
  { readonly ok: true; readonly reads: readonly ModelRead[] } | { readonly ok: false; readonly reason: string };

async function readAll(source: ModelSource, signal: AbortSignal): Promise<Answer> {
  try {
    return { ok: true, reads: await source.read(signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, reason: (error instanceof Error ? error.message : String(error)).replace(/\.$/, '') };
  }
}

function refuseBroken(reads: readonly ModelRead[]): void {
  for (const one of reads) {
    if (!one.ok) throw new GatewayError({ code: 'GW201', file: one.from, problems: one.problems });
    const twin = reads.find((other) => other !== one && other.ok && other.model.name === one.model.name);
    if (twin !== undefined) throw new GatewayError({ code: 'GW201', file: one.from, problems: [alsoIn(one, twin)] });
  }
}

function alsoIn({ model }: { readonly model: RiskModel }, { from }: { readonly from: string }): string {
  return `the model ${model.name} stands in ${from}, too`;
}

/** What is known after a read, by name, and what is wrong with it. What is no longer there is no longer known. */
function merged(
  before: ReadonlyMap<string, KnownModel>,
  reads: readonly ModelRead[],
): readonly [ReadonlyMap<string, KnownModel>, readonly string[]] {
  const after = new Map<string, KnownModel>();
  const problems: string[] = [];
  for (const read of reads) {
    if (!read.ok) continue;
    const { model, from } = read;
    const twin = after.get(model.name);
    if (twin !== undefined) problems.push(`${from}: ${alsoIn({ model }, twin)}; that one counts`);
    else after.set(model.name, knownModel(read, before.get(model.name)));
  }
  for (const read of reads) {
    if (read.ok) continue;
    const kept = [...before.values()].find(({ from, model }) => from === read.from || model.name === read.name);
    if (kept !== undefined && !after.has(kept.model.name)) after.set(kept.model.name, kept);
    const still = kept === undefined ? 'is not used' : 'is used as it was before';
    problems.push(`${read.from} ${still}: ${read.problems.join('; ')}`);
  }
  return [after, problems];
}

function knownModel(
  { model, from, bindings }: Extract<ModelRead, { ok: true }>,
  before: KnownModel | undefined,
): KnownModel {
  const isSame = before !== undefined && JSON.stringify(before.model) === JSON.stringify(model);
  return { model: isSame ? before.model : model, fingerprint: fingerprint(normalize(model)), from, bindings };
}
