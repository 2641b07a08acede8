import type { Evaluation } from '@release-risk/query/evaluate';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { CliError } from '../errors.ts';
import { NOT_EVALUATED, verdictWord } from '@release-risk/query/serviceVerdict';
import type { Ending } from './result.ts';
import type { GatePlan } from './rules.ts';
import type { GateRules, Watch } from './watch.ts';

/** Why an evaluation did not happen, and what to do. */
export interface LastWords {
  readonly reason: string;
  readonly hint: string;
}

/** A watch that ended, by itself or by interruption. */
export interface EndedWatch {
  readonly watch: Watch;
  /** Undefined where it ended before its first evaluation. */
  readonly rules: GateRules | undefined;
  readonly plan: GatePlan;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly last: Evaluation | undefined;
  readonly problem: LastWords | undefined;
}

/** Says for each service how its gate ended and why. */
export function endingsOf(ended: EndedWatch): { endings: readonly Ending[]; error: CliError | undefined } {
  const { watch } = ended;
  if (watch.outcomes === undefined) {
    const reason = `Interrupted ${spoken(ended.endedAt - ended.startedAt)} after its start, before it could tell`;
    return { endings: watch.services.map(() => ({ outcome: 'inconclusive', reason })), error: undefined };
  }
  if (watch.outcomes.includes('error')) {
    const { reason, hint } = silence(ended);
    const told = `Nothing answered in ${spoken(ended.plan.window)}: ${withoutStop(reason)}`;
    return {
      endings: watch.outcomes.map((outcome) => ({ outcome, reason: told })),
      error: new CliError({ code: 'RR613', reason: told, hint }),
    };
  }
  return { endings: watch.outcomes.map((outcome, at) => ({ outcome, reason: reasonOf(ended, at) })), error: undefined };
}

function spoken(ms: number): string {
  return spokenDuration(ms / 1000);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** What was last heard of why nothing answers. */
function silence({ problem, last }: EndedWatch): LastWords {
  if (problem !== undefined) return problem;
  const failure = last?.failures.find(({ query }) => 'signal' in query.purpose);
  return (
    failure ?? {
      reason: 'no query of any signal was answered',
      hint: 'Check the datasources with `release-risk score`.',
    }
  );
}

function reasonOf(ended: EndedWatch, at: number): string {
  const { watch, last } = ended;
  const evaluated = last?.services[at];
  const word = evaluated === undefined ? 'Inconclusive' : verdictWord(evaluated);
  const sentence = evaluated?.sentence ?? '';
  switch (watch.outcomes?.[at]) {
    case 'fail':
      return `${word}${stoodFor(ended, at)}: ${sentence}`;
    case 'pass':
      return `${word} after ${spoken(ended.plan.window)} of watching${doubts(watch, at)}`;
    default:
      return unclearReason(ended, at, word, sentence);
  }
}

function stoodFor({ watch, endedAt }: EndedWatch, at: number): string {
  const since = watch.services[at]?.failingSince ?? endedAt;
  return endedAt > since ? ` for ${spoken(endedAt - since)}` : '';
}

function doubts({ services, judged }: Watch, at: number): string {
  const unclear = services[at]?.unclear ?? 0;
  return unclear === 0 ? '' : `, though ${unclear} of ${judged} evaluations could not tell`;
}

function unclearReason(ended: EndedWatch, at: number, word: string, sentence: string): string {
  const service = ended.watch.services[at];
  if (ended.watch.outcomes?.includes('fail') === true) return 'Not watched to the end: another service failed';
  if (service?.failingSince !== undefined) {
    return `Still undecided: ${word} has not stood long enough and has not cleared`;
  }
  if (service?.last === 'NotEvaluated') return NOT_EVALUATED;
  if (service?.last !== 'Unanswered') return sentence;
  return `The last evaluation was not answered: ${withoutStop(silence(ended).reason)}`;
}
