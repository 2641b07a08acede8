import type { RiskModel } from '@release-risk/model/model';
import type { GrafanaBindings } from '@release-risk/query/grafanaExecutor';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Host } from '../../risk/host.ts';
import type { Problem } from '../../risk/problems.ts';
import { askReadings } from '../../risk/read/askReadings.ts';
import { problemOf } from '../../risk/read/problemError.ts';
import { withAnswers, type AskedSignals } from './askedSignals.ts';

/** What was read so far, and a way to read more. */
export interface Readings {
  readonly known: AskedSignals | undefined;
  readonly isAsking: boolean;
  /** Why nothing came back the last time. */
  readonly problem: Problem | undefined;
  /** Sentences for people: failed queries, partial answers. */
  readonly warnings: readonly string[];
  /** Asks a model right now; what was read before stays beside it. */
  readonly ask: (model: RiskModel, bindings: GrafanaBindings) => void;
}

type State = Omit<Readings, 'ask'>;

export function useReadings(host: Host): Readings {
  const [state, setState] = useState<State>({ known: undefined, isAsking: false, problem: undefined, warnings: [] });
  const asking = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      asking.current?.abort();
    },
    [],
  );
  const ask = useCallback(
    (model: RiskModel, bindings: GrafanaBindings) => {
      asking.current?.abort();
      const controller = new AbortController();
      asking.current = controller;
      setState((before) => ({ ...before, isAsking: true }));
      const at = Math.floor(Date.now() / 1000);
      askReadings(host, { model, bindings, at }, controller.signal).then(
        ({ evaluation, warnings }) => {
          if (controller.signal.aborted) return;
          setState((before) => ({
            known: withAnswers(before.known, model, bindings, evaluation),
            isAsking: false,
            problem: undefined,
            warnings: [...new Set([...evaluation.failures.map(({ reason }) => reason), ...warnings])],
          }));
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          setState((before) => ({ ...before, isAsking: false, problem: problemOf(error) }));
        },
      );
    },
    [host],
  );
  return useMemo(() => ({ ...state, ask }), [state, ask]);
}
