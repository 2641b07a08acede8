import type { ServiceVerdict, SignalVerdict } from '@release-risk/contract/verdict';
import type { RiskModel, Signal } from '@release-risk/model/model';
import { isReportOnly } from '@release-risk/model/score';
import { type SignalCells, signalCells } from '../report/signalCells.ts';
import { bar } from '../terminal/bar.ts';
import { plain, shortened } from '../terminal/plainText.ts';
import type { Style } from '../terminal/style.ts';
import { type Column, table } from '../terminal/table.ts';
import { padded, wrapped } from '../terminal/width.ts';

const HEADROOM_BAR = 10;
const POINTS_BAR = 6;
const LONGEST_TITLE = 32;

interface Drawn {
  readonly signal: Signal;
  readonly one: SignalVerdict;
  readonly cells: SignalCells;
}

interface Field extends Column {
  /** Columns of the terminal from which on there is room for it. */
  readonly from: number;
  readonly text: (drawn: Drawn) => string;
}

function fields(style: Style, mostPoints: number): readonly Field[] {
  const paints = { green: style.green, yellow: style.yellow, red: style.red, missing: style.cyan };
  return [
    {
      title: '  SIGNAL',
      from: 0,
      text: ({ cells }) =>
        `${paints[cells.mark](style.marks[cells.mark])} ${shortened(plain(cells.title), LONGEST_TITLE)}`,
    },
    { title: 'NOW', align: 'right', from: 0, text: ({ cells }) => style.bold(cells.now) },
    { title: 'USUAL', align: 'right', from: 60, text: ({ cells }) => cells.usual },
    { title: 'DIFFERENCE', align: 'right', from: 96, text: ({ cells }) => cells.difference },
    {
      title: 'HEADROOM USED',
      from: 72,
      text: ({ one, cells }) =>
        one.headroom === null
          ? ''
          : `${paints[cells.mark](bar(style, one.headroom, HEADROOM_BAR))} ${padded(cells.headroom, 5, 'right')}`,
    },
    {
      title: 'POINTS',
      from: 50,
      text: ({ one, cells }) => {
        if (one.maxPoints === 0) return '';
        const drawn = style.width < 84 ? '' : `${bar(style, one.points / mostPoints, POINTS_BAR)} `;
        return drawn + cells.points;
      },
    },
    { title: 'N', align: 'right', from: 84, text: ({ cells }) => cells.n },
    {
      title: '',
      from: 0,
      text: ({ cells }) => (cells.note === 'VETO' ? style.bold(style.red(cells.note)) : style.dim(cells.note)),
    },
  ];
}

/** One line per signal in the model's order; under a missing one, why. */
export function signalTable(style: Style, model: RiskModel, service: ServiceVerdict): readonly string[] {
  const rows = model.signals.flatMap((signal): Drawn[] => {
    const one = service.signals.find(({ id }) => id === signal.id);
    return one === undefined ? [] : [{ signal, one, cells: signalCells(signal, one) }];
  });
  const mostPoints = Math.max(...rows.map(({ one }) => one.maxPoints), Number.MIN_VALUE);
  const shown = fields(style, mostPoints)
    .filter(({ from }) => style.width >= from)
    // A column in which nothing stands is left out.
    .filter(({ text }) => rows.some((row) => text(row) !== ''));
  const [head = '', ...lines] = table(
    shown,
    rows.map((row) => shown.map(({ text }) => text(row))),
    style.dim,
  );
  return [
    head,
    ...lines.flatMap((line, at) => {
      const row = rows[at];
      if (row === undefined || row.cells.missing === '') return [line];
      const policy = isReportOnly(row.signal) ? '' : `; ${MISSING_POLICY[row.signal.missing]}`;
      const why = wrapped(plain(row.cells.missing) + policy, style.width - 6);
      return [line, ...why.map((part) => `    ${style.dim(part)}`)];
    }),
  ];
}

const MISSING_POLICY: Readonly<Record<Signal['missing'], string>> = {
  inconclusive: 'Inconclusive without it',
  exclude: 'scored without it',
  green: 'counts as green',
  red: 'counts as red',
};
