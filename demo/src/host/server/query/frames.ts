import type { Labels, Value } from '@release-risk/compiler/expressions/values';

type Cell = number | string | null;

interface Column {
  readonly name: string;
  readonly type: 'time' | 'number' | 'string';
  readonly labels?: Labels;
  readonly cells: readonly Cell[];
}

const FRAME_TYPES: Readonly<Record<Column['type'], object>> = {
  time: { frame: 'time.Time' },
  number: { frame: 'float64', nullable: true },
  string: { frame: 'string' },
};

/** Values as the frames that Grafana answers for a node, in the JSON of its data frames. */
export function framesOf(refId: string, values: readonly Value[]): readonly object[] {
  return values.map((value) => frameOf(refId, value));
}

/** Numbers as one table, a row for each and a column for every label: what `format: table` asks for. */
export function tableOf(refId: string, values: readonly Value[], at: number): readonly object[] {
  const rows = values.flatMap((value) => (value.kind === 'number' ? [value] : []));
  const names = [...new Set(rows.flatMap(({ labels }) => Object.keys(labels)))].sort();
  return [
    frame(refId, { type: 'numeric-long', typeVersion: [0, 1] }, [
      { name: 'Time', type: 'time', cells: rows.map(() => at) },
      ...names.map((name): Column => ({ name, type: 'string', cells: rows.map(({ labels }) => labels[name] ?? '') })),
      { name: 'Value', type: 'number', cells: rows.map(({ value }) => value) },
    ]),
  ];
}

function frameOf(refId: string, value: Value): object {
  const notices = value.notices === undefined ? {} : { notices: value.notices };
  switch (value.kind) {
    case 'noData':
      return { schema: { name: 'no data', refId, meta: notices, fields: [] }, data: { values: [] } };
    case 'scalar':
      return frame(refId, notices, [{ name: refId, type: 'number', cells: [value.value] }]);
    case 'number': {
      const meta = { type: 'numeric-multi', typeVersion: [0, 1], ...notices };
      return frame(refId, meta, [{ name: refId, type: 'number', labels: value.labels, cells: [value.value] }]);
    }
    case 'series': {
      const { labels, points } = value;
      return frame(refId, { type: 'timeseries-multi', typeVersion: [0, 1], ...notices }, [
        { name: 'Time', type: 'time', cells: points.map(({ time }) => time) },
        { name: 'Value', type: 'number', labels, cells: points.map((point) => point.value) },
      ]);
    }
  }
}

function frame(refId: string, meta: object, columns: readonly Column[]): object {
  const entities = columns.map(({ cells }) => entitiesOf(cells));
  return {
    schema: {
      refId,
      meta,
      fields: columns.map(({ name, type, labels }) => ({
        name,
        type,
        typeInfo: FRAME_TYPES[type],
        ...(labels === undefined ? {} : { labels }),
      })),
    },
    data: {
      values: columns.map(({ cells }) =>
        cells.map((cell) => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell)),
      ),
      ...(entities.some((one) => one !== null) ? { entities } : {}),
    },
  };
}

/** Where a column holds what JSON has no number for; null where it holds none. */
function entitiesOf(cells: readonly Cell[]): object | null {
  const where = (is: (cell: Cell) => boolean) => cells.flatMap((cell, row) => (is(cell) ? [row] : []));
  const found = {
    NaN: where(Number.isNaN),
    Inf: where((cell) => cell === Infinity),
    NegInf: where((cell) => cell === -Infinity),
  };
  const named = Object.entries(found).filter(([, rows]) => rows.length > 0);
  return named.length === 0 ? null : Object.fromEntries(named);
}
