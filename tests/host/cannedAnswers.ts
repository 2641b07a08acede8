import type { QueryAnswer } from '@release-risk/compiler/expressions/evaluate';
import type { Labels, Point, Value } from '@release-risk/compiler/expressions/values';
import type { AskDatasource, DatasourceQuery } from '../../demo/src/host/server/query/ask.ts';

/** What a query answers at one moment: a number, a failure in the datasource's words, rows, or nothing ever. */
export type Canned =
  | number
  | { readonly error: string }
  | { readonly rows: readonly { readonly labels: Labels; readonly value: number }[] }
  | 'never';

/** By refId of a plan's query: `V_<signal>` now, `M_` usual, `D_` deviation, `N_` events. */
export type Readings = Readonly<Record<string, Canned>>;

export const SERVICE = { service: 'lead-bot' };
/** What the guaranteed row of a query says where there is no reading. */
export const MISSING = 1e100;

/** A release that does well, of the example model. */
export const CALM: Readings = {
  V_api_latency: 194,
  M_api_latency: 198,
  D_api_latency: 12,
  N_api_latency: 363,
  V_error_rate: 0.0018,
  M_error_rate: 0.00185,
  N_error_rate: 219,
  V_message_volume: 127,
  M_message_volume: 129,
  D_message_volume: 6,
  N_message_volume: 24,
  V_cpu_memory: 0.171,
  V_database: 0.96,
  M_database: 0.98,
  D_database: 0.05,
  N_database: 874,
  V_crm_gap: 0,
  SV: 1,
  INFO: { rows: [{ labels: { ...SERVICE, version: '1.478.0', previous_version: '1.477.3' }, value: 212 }] },
};

/** Asks nobody: readings by refId, and for ranges a curve that ends at the reading. */
export function cannedAnswers(readings: Readings): AskDatasource {
  return (query, signal) => {
    const canned = Object.hasOwn(readings, query.refId) ? readings[query.refId] : undefined;
    if (canned === 'never') {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('nobody waits any more'));
        });
      });
    }
    return Promise.resolve(answerTo(query, canned));
  };
}

function answerTo(query: DatasourceQuery, canned: Exclude<Canned, 'never'> | undefined): QueryAnswer {
  if (canned === undefined) return { type: 'values', values: [{ kind: 'noData' }] };
  if (typeof canned === 'object' && 'error' in canned) return { type: 'error', message: canned.error };
  const rows = typeof canned === 'number' ? [{ labels: SERVICE, value: canned }] : canned.rows;
  const values = rows.map(({ labels, value }): Value =>
    query.stepMs === undefined
      ? { kind: 'number', labels, value }
      : { kind: 'series', labels, points: curveTo(value, query.from, query.to, query.stepMs) },
  );
  return { type: 'values', values };
}

/** Calm with a little noise, then a quarter in which it becomes the reading. */
function curveTo(value: number, from: number, to: number, stepMs: number): readonly Point[] {
  const count = Math.floor((to - from) / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => {
    const share = count === 1 ? 1 : index / (count - 1);
    const noise = 1 + 0.04 * Math.sin(index * 2.3) * Math.cos(index * 0.7);
    const level = share < 0.75 ? 0.4 : 0.4 + 0.6 * ((share - 0.75) / 0.25);
    return { time: from + index * stepMs, value: share === 1 ? value : value * level * noise };
  });
}
