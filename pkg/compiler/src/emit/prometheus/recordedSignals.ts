import type { RecordedBaseline } from '@release-risk/model/baseline';
import { isStatic, needsDeviation } from '@release-risk/model/limit';
import type { DatasourceType, Signal } from '@release-risk/model/model';
import type { NormalizedModel } from '../../normalize.ts';
import { finite, finiteOrZero } from '../../rows.ts';

/** A signal whose baseline recording rules compute. */
export interface RecordedSignal {
  readonly signal: Signal;
  readonly baseline: RecordedBaseline;
  /** The type of the signal's own datasource, which its readings are asked of. */
  readonly type: DatasourceType;
  /** Logical name of the Prometheus that holds the recorded series. */
  readonly storedIn: string;
  readonly deviation: boolean;
  /** The reading as every sample of the baseline is asked: finite rows, and zeros where the signal says so. */
  readonly expr: string;
}

/** Signals with a `recorded` baseline, in the model's order. */
export function recordedSignals(model: NormalizedModel): RecordedSignal[] {
  return model.signals.flatMap((signal): RecordedSignal[] => {
    if (isStatic(signal.limit) || !('baseline' in signal) || signal.baseline.kind !== 'recorded') return [];
    const type = model.datasources[signal.datasource]?.type;
    if (type === undefined) throw new TypeError(`The model ${model.name} has no datasource "${signal.datasource}"`);
    const zeroSamples = signal.empty === 'zero' ? signal.samples?.query : undefined;
    return [
      {
        signal,
        baseline: signal.baseline,
        type,
        storedIn: signal.baseline.datasource ?? signal.datasource,
        deviation: needsDeviation(signal.limit),
        expr: zeroSamples === undefined ? finite(signal.query) : finiteOrZero(signal.query, zeroSamples),
      },
    ];
  });
}
