import type { ServiceVerdict } from '@release-risk/contract/verdict';
import { useEffect, useState } from 'react';
import type { Host } from '../host.ts';
import type { Judged } from '../judged.ts';
import { surroundingsOf, type Memory } from './surroundingsOf.ts';
import type { Remote } from '../remote.ts';
import { NOTHING_YET, type Surroundings } from '../surroundings.ts';
import type { Context } from './context.ts';

/** One service of what a panel shows, and how far back its curves go (epoch seconds). */
export interface Subject {
  readonly judged: Judged;
  readonly service: ServiceVerdict;
  readonly context: Context;
  readonly from: number;
  /** How many readings of each signal its curves have, about. */
  readonly points?: number;
  /** Counts up when something was written or asked again by hand. */
  readonly attempt: number;
}

interface Kept {
  readonly of: string;
  readonly surroundings: Surroundings;
}

/** Everything around the score of the service that is shown, asked anew with each score; undefined: nothing. */
export function useSurroundings(subject: Subject | undefined, host: Host, memory: Memory): Surroundings {
  const [kept, setKept] = useState<Kept>({ of: '', surroundings: NOTHING_YET });
  useEffect(() => {
    if (subject === undefined) return undefined;
    const { judged, service, context, from, points, attempt } = subject;
    const of = `${judged.model.name} ${JSON.stringify(service.labels)}`;
    const span = { from, to: judged.at, ...(points === undefined ? {} : { points }) };
    const question = { judged, service, ...context, span, attempt };
    const subscription = surroundingsOf(host, memory, question).subscribe((now) => {
      setKept((before) => ({ of, surroundings: before.of === of ? overlaid(before.surroundings, now) : now }));
    });
    return () => {
      subscription.unsubscribe();
    };
  }, [subject, host, memory]);
  return kept.surroundings;
}

/** What was known stays until the next answer is there. */
function overlaid(before: Surroundings, now: Surroundings): Surroundings {
  const keep = <T>(old: Remote<T>, fresh: Remote<T>): Remote<T> =>
    fresh.kind === 'loading' && old.kind === 'ok' ? old : fresh;
  return {
    rules: keep(before.rules, now.rules),
    holds: keep(before.holds, now.holds),
    story: keep(before.story, now.story),
    curves: keep(before.curves, now.curves),
    earlier: keep(before.earlier, now.earlier),
  };
}
