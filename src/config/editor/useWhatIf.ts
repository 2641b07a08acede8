import { useEffect, useMemo, useRef } from 'react';
import type { Host } from '../../risk/host.ts';
import { check } from '../draft/checked.ts';
import type { KeptModel } from '../save/sections.ts';
import { boundModel, type Bound } from '../whatIf/bound.ts';
import { useReadings, type Readings } from '../whatIf/useReadings.ts';
import { whatIf, type WhatIf } from '../whatIf/whatIf.ts';
import type { ModelDraft } from './useModelDraft.ts';

export interface LiveWhatIf {
  readonly readings: Readings;
  readonly result: WhatIf | undefined;
  /** Asks everything the draft asks; undefined where it cannot be asked as it stands. */
  readonly ask: (() => void) | undefined;
}

/** Readings of all services, asked once and on demand, and what the draft makes of them beside what is saved. */
export function useWhatIf(host: Host, { draft, checked }: ModelDraft, saved: KeptModel | undefined): LiveWhatIf {
  const datasources = useMemo(() => host.datasources(), [host]);
  const readings = useReadings(host);
  const { bindings } = draft;
  const mine = useMemo(
    () => (checked.model === undefined ? undefined : boundModel(checked.model, bindings, datasources)),
    [checked, bindings, datasources],
  );
  const theirs = useMemo((): Bound | undefined => {
    const model = saved === undefined ? undefined : check(JSON.stringify(saved.document), 'saved').model;
    return model === undefined ? undefined : boundModel(model, saved?.bindings ?? {}, datasources);
  }, [saved, datasources]);

  // The saved model comes first: its readings are what everything is compared with.
  const { ask } = readings;
  const wasAsked = useRef(false);
  useEffect(() => {
    const first = theirs?.ok === true ? theirs : mine;
    if (wasAsked.current || first?.ok !== true) return;
    wasAsked.current = true;
    ask(first.model, first.bindings);
  }, [theirs, mine, ask]);

  const { known } = readings;
  const result = useMemo(() => {
    if (known === undefined || mine?.ok !== true) return undefined;
    const before = theirs?.ok === true ? theirs : undefined;
    return whatIf(known, mine.model, before?.model, mine.bindings, before?.bindings ?? {});
  }, [known, mine, theirs]);

  return useMemo(
    () => ({
      readings: mine?.ok === false ? { ...readings, problem: mine.problem } : readings,
      result,
      ask:
        mine?.ok === true
          ? () => {
              ask(mine.model, mine.bindings);
            }
          : undefined,
    }),
    [readings, result, mine, ask],
  );
}
