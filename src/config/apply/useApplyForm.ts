import type { PipelinePlace } from '@release-risk/apply/pipeline';
import type { RiskModel } from '@release-risk/model/model';
import { useMemo, useState } from 'react';
import { placeProblem, type ApplyForm } from './lookAtGrafana.ts';
import { useSettled } from './useSettled.ts';

/** What a person types for an apply. */
export interface TypedForm {
  /** What an apply would use: the last of it that is whole. */
  readonly form: ApplyForm;
  readonly typedPlace: PipelinePlace | undefined;
  /** What is wrong with the place. */
  readonly problem: string | undefined;
  /** Only here and in the request that writes it; never in the settings. */
  readonly typedSecret: string;
  readonly setPlace: (place: PipelinePlace) => void;
  readonly setSecret: (secret: string) => void;
  readonly setLock: (lock: boolean) => void;
}

export function useApplyForm(model: RiskModel): TypedForm {
  const [typedPlace, setPlace] = useState<PipelinePlace | undefined>(undefined);
  const [typedSecret, setSecret] = useState('');
  const [lock, setLock] = useState(false);
  const isPlaced = typedPlace !== undefined && typedPlace.where !== '';
  const problem = isPlaced ? placeProblem(model, typedPlace) : undefined;
  const place = useSettled(isPlaced && problem === undefined ? typedPlace : undefined);
  const rewriteSecrets = typedSecret !== '';
  const form = useMemo<ApplyForm>(() => ({ place, lock, rewriteSecrets }), [place, lock, rewriteSecrets]);
  return { form, typedPlace, problem, typedSecret, setPlace, setSecret, setLock };
}
