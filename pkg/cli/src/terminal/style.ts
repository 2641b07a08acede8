import type { VerdictWord } from '@release-risk/contract/verdict';
import picocolors from 'picocolors';
import type { GlobalOptions } from '../commandContext.ts';
import type { Io, TextSink } from '../io.ts';

type Paint = (text: string) => string;

/** The marks of one output: a shape and a word always, colour only on top. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly cyan: Paint;
  /** Columns that may be used. */
  readonly width: number;
  readonly marks: Marks;
}

interface Marks {
  readonly verdict: Readonly<Record<VerdictWord, string>>;
  readonly green: string;
  readonly yellow: string;
  readonly red: string;
  readonly missing: string;
  readonly full: string;
  /** Eighths of a full block, from nothing on. */
  readonly parts: readonly string[];
  readonly rest: string;
  readonly beyond: string;
  readonly line: string;
  readonly tick: string;
  readonly pointer: string;
  readonly caret: string;
  readonly bar: string;
  readonly dot: string;
  readonly none: string;
}

const UNICODE: Marks = {
  verdict: { Low: '●', Medium: '▲', High: '■', Inconclusive: '◌', NotEvaluated: '○' },
  green: '●',
  yellow: '▲',
  red: '■',
  missing: '◌',
  full: '█',
  parts: ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'],
  rest: '·',
  beyond: '▶',
  line: '─',
  tick: '┼',
  pointer: '◆',
  caret: '^',
  bar: '│',
  dot: '·',
  none: '–',
};

const ASCII: Marks = {
  verdict: { Low: 'o', Medium: '^', High: '#', Inconclusive: '?', NotEvaluated: '-' },
  green: 'o',
  yellow: '^',
  red: '#',
  missing: '?',
  full: '=',
  parts: ['', '', '', '', '=', '=', '=', '='],
  rest: '.',
  beyond: '>',
  line: '-',
  tick: '+',
  pointer: 'X',
  caret: '^',
  bar: '|',
  dot: '-',
  none: '-',
};

const DEFAULT_WIDTH = 110;
const NARROWEST = 40;
/** Longer lines are hard to follow with the eye. */
const WIDEST = 120;

/** Colours only for people: never into a pipe, never against NO_COLOR (no-color.org). */
function coloured(io: Io, sink: TextSink, options: Pick<GlobalOptions, 'color'>): boolean {
  const { env } = io;
  if (!options.color || (env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '0') !== '0') return true;
  return sink.isTTY && env['TERM'] !== 'dumb';
}

function drawsUnicode(env: Io['env']): boolean {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return locale !== 'C' && locale !== 'POSIX';
}

/** How texts for `sink` are drawn. */
export function styleFor(io: Io, sink: TextSink, options: Pick<GlobalOptions, 'color'>): Style {
  const { bold, dim, red, yellow, green, cyan } = picocolors.createColors(coloured(io, sink, options));
  const width = Math.min(WIDEST, Math.max(NARROWEST, sink.columns ?? DEFAULT_WIDTH));
  return { bold, dim, red, yellow, green, cyan, width, marks: drawsUnicode(io.env) ? UNICODE : ASCII };
}

/** The colour of a verdict. */
export function verdictPaint(style: Style, verdict: VerdictWord): Paint {
  const paints: Readonly<Record<VerdictWord, Paint>> = {
    Low: style.green,
    Medium: style.yellow,
    High: style.red,
    Inconclusive: style.cyan,
    NotEvaluated: style.dim,
  };
  return paints[verdict];
}
