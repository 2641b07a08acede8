import type { RiskDocument, SignalDocument } from './schema.ts';
import { documentSchema, signalSchema } from './schema.ts';

/** A signal that has its shape, at its place in the list. */
export interface PlacedSignal {
  readonly index: number;
  readonly signal: SignalDocument;
}

/**
 * The parts of a document that have their shape. Rules are written over parts, so that one broken signal does not
 * hide what is wrong with the others.
 */
export type Parts = Partial<Omit<RiskDocument, 'signals'>> & {
  readonly signals: readonly PlacedSignal[];
  /** False when a signal was left out: rules about all signals together then say nothing. */
  readonly complete: boolean;
};

export function wholeParts(document: RiskDocument): Parts {
  return { ...document, signals: document.signals.map((signal, index) => ({ signal, index })), complete: true };
}

/** What can be read of a document whose shape is broken somewhere. */
export function soundParts(value: unknown): Parts {
  const { signals: _signals, ...fields } = documentSchema.partial().shape;
  const record = isRecord(value) ? value : {};
  const entries = Object.entries(fields).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(record[key]);
    return parsed.success && parsed.data !== undefined ? [[key, parsed.data] as const] : [];
  });
  const list = Array.isArray(record['signals']) ? record['signals'] : [];
  const placed = list.flatMap((one: unknown, index): PlacedSignal[] => {
    const parsed = signalSchema.safeParse(mended(one, index));
    return parsed.success ? [{ index, signal: parsed.data }] : [];
  });
  return { ...(Object.fromEntries(entries) as Partial<RiskDocument>), signals: placed, complete: false };
}

/** Fields that no other field is judged by: what is wrong with them must not hide what is wrong beside them. */
const APART: Readonly<Record<string, (index: number) => unknown>> = {
  id: (index) => `signal_${index}`,
  title: () => 'untitled',
  description: () => undefined,
  unit: () => undefined,
  weight: () => 1,
  critical: () => undefined,
  missing: () => undefined,
  runbook: () => undefined,
};

/** A signal whose independent fields stand in for themselves where they are broken, without keys nobody knows. */
function mended(signal: unknown, index: number): unknown {
  if (!isRecord(signal)) return signal;
  const entries = Object.entries(signalSchema.shape).flatMap(([key, schema]): [string, unknown][] => {
    const replacement = APART[key];
    const broken = replacement !== undefined && !schema.safeParse(signal[key]).success;
    return key in signal || broken ? [[key, broken ? replacement(index) : signal[key]]] : [];
  });
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
