import type { ServiceVerdict, SignalVerdict } from '@release-risk/contract/verdict';
import type { RiskModel, Signal } from '@release-risk/model/model';
import { plain, shortened } from '@release-risk/model/plainText';
import { isReportOnly } from '@release-risk/model/score';
import { type SignalCells, signalCells } from '@release-risk/query/signalCells';
import { bar } from '../terminal/bar.ts';
import type { Style } from '../terminal/style.ts';
import { type Column, table } from '../terminal/table.ts';
import { padded, widthOf, wrapped } from '../terminal/width.ts';

const HEADROOM_BAR = 10;
const POINTS_BAR = 6;
const LONGEST_TITLE = 32;

interface Drawn {
  readonly signal: Signal;
  readonly one: SignalVerdict;
  readonly cells: SignalCells;
}

interface Field extends Column {
  /** The first level of narrowness at which it is gone; it stays when there is none. */
  readonly goneAt?: number;
  /** The first level at which it is there. */
  readonly thereFrom?: number;
  readonly text: (drawn: Drawn) => string;
}

/** At this level only what nobody can do without is left. */
const NARROWEST_LEVEL = 6;

function fields(style: Style, mostPoints: number): readonly Field[] {
  const paints = { green: style.green, yellow: style.yellow, red: style.red, missing: style.cyan };
  return [
    {
      title: '  SIGNAL',
      text: ({ cells }) =>
        `${paints[cells.mark](style.marks[cells.mark])} ${shortened(plain(cells.title), LONGEST_TITLE)}`,
    },
    { title: 'NOW', align: 'right', text: ({ cells }) => style.bold(cells.now) },
    { title: 'USUAL', align: 'right', goneAt: 5, text: ({ cells }) => cells.usual },
    { title: 'DIFFERENCE', align: 'right', goneAt: 1, text: ({ cells }) => cells.difference },
    {
      title: 'HEADROOM USED',
      goneAt: 4,
      text: ({ one, cells }) =>
        one.headroom === null
          ? ''
          : `${paints[cells.mark](bar(style, one.headroom, HEADROOM_BAR))} ${padded(cells.headroom, 5, 'right')}`,
    },
    {
      title: 'POINTS',
      goneAt: 2,
      text: ({ one, cells }) =>
        one.maxPoints === 0 ? '' : `${bar(style, one.points / mostPoints, POINTS_BAR)} ${cells.points}`,
    },
    { title: 'POINTS', thereFrom: 2, text: ({ one, cells }) => (one.maxPoints === 0 ? '' : cells.points) },
    { title: 'N', align: 'right', goneAt: 3, text: ({ cells }) => cells.n },
    {
      title: '',
      goneAt: 6,
      text: ({ cells }) => (cells.note === 'VETO' ? style.bold(style.red(cells.note)) : style.dim(cells.note)),
    },
  ];
}

/** One line per signal in the model's order, as many columns as there is room for; under a missing one, why. */
export function signalTable(style: Style, model: RiskModel, service: ServiceVerdict, room: number): readonly string[] {
  const rows = model.signals.flatMap((signal): Drawn[] => {
    const one = service.signals.find(({ id }) => id === signal.id);
    return one === undefined ? [] : [{ signal, one, cells: signalCells(signal, one) }];
  });
  const [head = '', ...lines] = fittingTable(style, rows, room);
  return [
    head,
    ...lines.flatMap((line, at) => {
      const row = rows[at];
      if (row === undefined || row.cells.missing === '') return [line];
      const policy = isReportOnly(row.signal) ? '' : `; ${MISSING_POLICY[row.signal.missing]}`;
      const why = wrapped(plain(row.cells.missing) + policy, room - 4);
      return [line, ...why.map((part) => `    ${style.dim(part)}`)];
    }),
  ];
}

function fittingTable(style: Style, rows: readonly Drawn[], room: number): readonly string[] {
  const mostPoints = Math.max(...rows.map(({ one }) => one.maxPoints), Number.MIN_VALUE);
  // A column in which nothing stands is left out.
  const filled = fields(style, mostPoints).filter(({ text }) => rows.some((row) => text(row) !== ''));
  for (let level = 0; ; level++) {
    const shown = filled.filter(({ goneAt = Infinity, thereFrom = 0 }) => thereFrom <= level && level < goneAt);
    const lines = table(
      shown,
      rows.map((row) => shown.map(({ text }) => text(row))),
      style.dim,
    );
    if (level === NARROWEST_LEVEL || lines.every((line) => widthOf(line) <= room)) return lines;
  }
}

const MISSING_POLICY: Readonly<Record<Signal['missing'], string>> = {
  inconclusive: 'Inconclusive without it',
  exclude: 'scored without it',
  green: 'counts as green',
  red: 'counts as red',
};
