import { plain, shortened } from '@release-risk/model/plainText';
import type { Evaluation } from '@release-risk/query/evaluate';
import { formatScore } from '@release-risk/model/format';
import { spokenDuration } from '@release-risk/model/spokenDuration';
import { clockTime } from '../arguments/moment.ts';
import type { GlobalOptions } from '../commandContext.ts';
import type { Io, TextSink } from '../io.ts';
import { verdictWord } from '@release-risk/query/serviceVerdict';
import { bar } from '../terminal/bar.ts';
import { type Style, styleFor, verdictPaint } from '../terminal/style.ts';
import { padded, widthOf } from '../terminal/width.ts';
import type { LastWords } from './endings.ts';
import type { GateRules, Watch } from './watch.ts';

/** What there is to tell after an evaluation. */
export interface Step {
  readonly now: number;
  readonly startedAt: number;
  /** Length of the whole warm-up, in milliseconds. */
  readonly warmUp: number;
  readonly rules: GateRules;
  readonly watch: Watch;
  readonly evaluation: Evaluation | undefined;
  readonly problem: LastWords | undefined;
}

/** Tells people how a gate goes while it is open. */
export interface GateProgress {
  evaluated(step: Step): void;
  /** The result follows. */
  ended(): void;
}

const SHOWN_SERVICES = 5;
const BAR = 24;

/** In place on a terminal, one line per evaluation elsewhere, nothing with --quiet. Never on stdout beside JSON. */
export function gateProgress(io: Io, globals: GlobalOptions): GateProgress {
  if (globals.quiet) return { evaluated: () => undefined, ended: () => undefined };
  const sink = globals.format === 'text' ? io.stdout : io.stderr;
  const style = styleFor(io, sink, globals);
  if (sink.isTTY && io.env['TERM'] !== 'dumb') return inPlace(sink, style);
  return {
    evaluated: (step) => {
      sink.write(plainLines(style, step));
    },
    ended: () => undefined,
  };
}

function inPlace(sink: TextSink, style: Style): GateProgress {
  let drawn = 0;
  const clear = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[J`);
  return {
    evaluated(step) {
      const lines = picture(style, step);
      sink.write(`${clear()}${lines.join('\n')}\n`);
      drawn = lines.length;
    },
    ended() {
      sink.write(clear());
      drawn = 0;
    },
  };
}

interface Phase {
  readonly word: string;
  /** `1 min of 3 min` */
  readonly progress: string;
  readonly share: number;
}

function phaseOf({ now, startedAt, warmUp, rules, watch }: Step): Phase {
  const phase = (word: string, done: number, whole: number): Phase => ({
    word,
    progress: `${spokenDuration(done / 1000)} of ${spokenDuration(whole / 1000)}`,
    share: whole === 0 ? 1 : done / whole,
  });
  const since = Math.min(...watch.services.map(({ failingSince }) => failingSince ?? Infinity));
  const began = Math.max(startedAt, rules.warmUpEndsAt);
  if (now < rules.warmUpEndsAt) {
    return phase('warming up', Math.max(0, now - (rules.warmUpEndsAt - warmUp)), warmUp);
  }
  if (Number.isFinite(since)) return phase('over the line', now - since, rules.standsFor);
  return phase('watching', Math.min(now, rules.windowEndsAt) - began, rules.windowEndsAt - began);
}

interface Told {
  readonly badge: string;
  readonly name: string;
  readonly score: string;
  readonly sentence: string;
}

function toldOf(style: Style, { evaluation, problem }: Step): readonly Told[] {
  if (evaluation === undefined) {
    const badge = verdictPaint(style, 'Inconclusive')(`${style.marks.verdict.Inconclusive} no answer`);
    return [{ badge, name: '', score: '', sentence: plain(problem?.reason ?? '') }];
  }
  return evaluation.services.map((one) => {
    const word = verdictWord(one);
    const shown = word === 'NotEvaluated' ? 'no canary' : word;
    return {
      badge: verdictPaint(style, word)(`${style.marks.verdict[word]} ${shown}`),
      name: plain(one.name),
      score: one.evaluated ? formatScore(one.result.score) : '',
      sentence: plain(one.evaluated ? one.sentence : 'no canary is running'),
    };
  });
}

/** `11:30:00  watching 2 min of 10 min  ● Low 0.12  All 6 signals calm; ...`; a line per service. */
function plainLines(style: Style, step: Step): string {
  const { word, progress } = phaseOf(step);
  const head = `${clockTime(step.now)}  ${padded(`${word} ${progress}`, 32)}`;
  return toldOf(style, step)
    .slice(0, SHOWN_SERVICES)
    .map(({ badge, name, score, sentence }) => {
      const several = step.watch.services.length > 1 ? `  ${name}` : '';
      return `${head}  ${padded(badge, 14)}  ${padded(score, 4)}${several}  ${sentence}`.trimEnd();
    })
    .join('\n')
    .concat('\n');
}

function picture(style: Style, step: Step): readonly string[] {
  const { word, progress, share } = phaseOf(step);
  const paint = word === 'over the line' ? style.red : style.cyan;
  const head = `${paint(padded(word, 13))} ${bar(style, Math.min(1, share), BAR)} ${progress}`;
  const told = toldOf(style, step).slice(0, SHOWN_SERVICES);
  const named = Math.max(...told.map(({ name }) => widthOf(name)), 0);
  const lines = told.map(({ badge, name, score, sentence }) => {
    const start = `${padded(badge, 14)} ${padded(score, 4)}  ${padded(name, named)}  `;
    return start + shortened(sentence, Math.max(0, style.width - widthOf(start) - 1));
  });
  const more = step.watch.services.length - told.length;
  return [head, ...lines, ...(more > 0 ? [style.dim(`and ${more} more`)] : [])];
}
