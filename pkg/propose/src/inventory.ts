import { QueryError } from '@release-risk/query/errors';
import type { Labels, Source } from '@release-risk/query/source';
import { detectCounters } from './families/counters.ts';
import { detectMysql, detectPostgres, detectProbes } from './families/databases.ts';
import type { Detector, Family } from './families/family.ts';
import { detectHttp } from './families/http.ts';
import { detectContainers, detectNode, detectProcesses } from './families/resources.ts';
import { select, type Matcher } from './grouping.ts';
import { namingLabels } from './namingLabels.ts';
import type { LabelShape } from './idea.ts';

const DETECTORS: readonly Detector[] = [
  detectHttp,
  detectCounters,
  detectProbes,
  detectContainers,
  detectProcesses,
  detectNode,
  detectPostgres,
  detectMysql,
];

/** More families than this are not looked at: the nearest to the user come first. */
const MOST_FAMILIES = 24;
/** Rows looked at to see which labels a metric has. */
const MOST_ROWS = 60;

/** Something that was looked at and not taken, and why. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** A family with the labels of a few of its rows. */
export interface SeenFamily {
  readonly family: Family;
  readonly rows: readonly Labels[];
  /** True when these are all of its rows. */
  readonly whole: boolean;
  readonly shape: LabelShape;
}

/** What a server has that a signal could be made of; nearest to the user first. */
export interface Inventory {
  readonly metrics: number;
  readonly seen: readonly SeenFamily[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Looks at a server with a bounded number of small requests: the metric names once, then a few rows of each family.
 * Rejects with a QueryError when the server cannot be asked at all.
 */
export async function takeInventory(
  source: Source,
  service: string | undefined,
  at: number,
  signal?: AbortSignal,
): Promise<Inventory> {
  const names = await source.labelValues('__name__', { from: at - 3600, to: at }, signal);
  const found = detectFamilies(names);
  const looked = await Promise.all(
    found.slice(0, MOST_FAMILIES).map((family) => look(source, family, service, at, signal)),
  );
  const leftOut: LeftOut[] = found.slice(MOST_FAMILIES).map(({ name }) => ({
    what: name,
    why: `only the ${MOST_FAMILIES} families nearest to the user are looked at`,
  }));
  const seen: SeenFamily[] = [];
  for (const one of looked) {
    if ('why' in one) leftOut.push(one);
    else seen.push(one);
  }
  return { metrics: names.length, seen, leftOut };
}

/** The families among metric names, in a stable order: nearest to the user first. */
export function detectFamilies(names: readonly string[]): readonly Family[] {
  const set = new Set(names);
  return DETECTORS.flatMap((detect) => detect(set)).sort((a, b) => a.rank - b.rank || (a.metric < b.metric ? -1 : 1));
}

async function look(
  source: Source,
  family: Family,
  service: string | undefined,
  at: number,
  signal: AbortSignal | undefined,
): Promise<SeenFamily | LeftOut> {
  try {
    const rows = await rowsOf(source, family.metric, [], at, signal);
    if (rows.length === 0) return { what: family.name, why: 'has no samples now' };
    const whole = rows.length < MOST_ROWS;
    const own = whole || service === undefined ? rows : await ownRows(source, family.metric, service, rows, at, signal);
    return { family, rows: own, whole, shape: shapeOf(own) };
  } catch (error) {
    if (!(error instanceof QueryError) || error.code === 'aborted') throw error;
    return { what: family.name, why: error.message };
  }
}

/** topk keeps whole label sets and bounds the answer, which a series look-up does not. */
async function rowsOf(
  source: Source,
  metric: string,
  matchers: readonly Matcher[],
  at: number,
  signal: AbortSignal | undefined,
): Promise<readonly Labels[]> {
  const query = `topk(${MOST_ROWS}, ${select(metric, { labels: [] }, matchers)})`;
  return (await source.instant(query, at, signal)).samples.map(({ labels }) => labels);
}

/** Rows of the service that is looked for, when it was not among the first ones seen. */
async function ownRows(
  source: Source,
  metric: string,
  service: string,
  rows: readonly Labels[],
  at: number,
  signal: AbortSignal | undefined,
): Promise<readonly Labels[]> {
  for (const label of namingLabels(rows)) {
    const own = await rowsOf(source, metric, [{ label, op: '=', value: service }], at, signal);
    if (own.length > 0) return own;
  }
  return rows;
}

/** Which values each label has in some rows. */
export function shapeOf(rows: readonly Labels[]): LabelShape {
  const shape = new Map<string, Set<string>>();
  for (const row of rows) {
    for (const [label, value] of Object.entries(row)) {
      const values = shape.get(label);
      if (values) values.add(value);
      else shape.set(label, new Set([value]));
    }
  }
  return shape;
}
