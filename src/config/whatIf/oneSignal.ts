import type { Diagnostic } from '@release-risk/language/diagnostics/diagnostic';
import type { ServiceVerdict, SignalVerdict } from '@release-risk/contract/verdict';
import type { RiskModel } from '@release-risk/model/model';
import type { Reading } from '@release-risk/model/reading';
import { score } from '@release-risk/model/score';
import { toServiceVerdict } from '@release-risk/query/serviceVerdict';
import { signalCells, type SignalCells } from '@release-risk/query/signalCells';
import { check, errorsOf } from '../draft/checked.ts';
import type { ModelDocument } from '../draft/modelDocument.ts';
import { signalsOf, withSignals } from '../draft/signals.ts';
import type { AskedService } from './askedSignals.ts';

/** One signal by itself, or what has to be mended before it can be asked. */
export type OneSignal =
  | { readonly ok: true; readonly model: RiskModel }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The model with this signal alone, so that it can be tested whatever is wrong with the others. */
export function oneSignal(document: ModelDocument, at: number): OneSignal {
  const signal = signalsOf(document)[at];
  // A signal that weighs nothing is refused where it is the only one; for its reading the weight says nothing.
  const alone = withSignals(document, signal === undefined ? [] : [{ ...signal, weight: 1 }]);
  const checked = check(JSON.stringify(alone), 'signal');
  const { model } = checked;
  return model === undefined ? { ok: false, diagnostics: errorsOf(checked) } : { ok: true, model };
}

/** One signal of one service, judged. */
export interface TestedService {
  readonly service: AskedService;
  readonly signal: SignalVerdict;
  /** What its row says. */
  readonly cells: SignalCells;
}

/** What the signal of such a model makes of each service, the worst first. */
export function testedBy(
  model: RiskModel,
  services: readonly AskedService[],
  readings: ReadonlyMap<string, Reading>,
): readonly TestedService[] {
  return services
    .flatMap((service): TestedService[] => {
      const result = score(model, [readings.get(service.key)]);
      const { labels, name } = service;
      const verdict: ServiceVerdict = toServiceVerdict(model, {
        service: labels,
        name,
        evaluated: true,
        result,
        sentence: '',
        running: undefined,
      });
      const [signal] = verdict.signals;
      const [of] = model.signals;
      return signal === undefined || of === undefined ? [] : [{ service, signal, cells: signalCells(of, signal) }];
    })
    .sort((a, b) => rank(b.signal) - rank(a.signal) || (a.service.name < b.service.name ? -1 : 1));
}

/** Red, yellow, missing, green. */
function rank({ grade, headroom }: SignalVerdict): number {
  if (grade === null) return 0.5;
  return grade + Math.min(Math.max(headroom ?? 0, 0), 100) / 1000;
}
