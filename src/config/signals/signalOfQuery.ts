import { grafanaUnit } from '@release-risk/compiler/emit/dashboards/grafanaUnits';
import type { DatasourceType } from '@release-risk/model/model';
import { UNITS, type Unit } from '@release-risk/model/units';
import type { Part } from '../../risk/edit/signalDraft.ts';
import { idFromTitle } from '../draft/signalId.ts';

/** What a signal is made of before anybody weighs it. */
export interface QuerySignal {
  readonly title: string;
  /** Logical name of the datasource. */
  readonly datasource: string;
  readonly type: DatasourceType;
  readonly query: string;
  readonly grafanaUnit: string | undefined;
}

const VOLUME = /\b(throughput|volume|requests?\/s|rps|qps|messages|traffic|orders|success)\b/i;
const SHARE = /\b(rate|ratio|share|percent(age)?|errors?|failures?)\b/i;

/** A signal to begin with: judged by its own past, with the unit and the direction that title and query suggest. */
export function signalOfQuery({ title, datasource, type, query, grafanaUnit: shown }: QuerySignal): Part {
  const unit = unitOf(shown, title, query);
  const worse = VOLUME.test(title) && !SHARE.test(title) ? 'lower' : 'higher';
  return {
    id: idFromTitle(title) || 'signal',
    title: title === '' ? 'Signal' : title.slice(0, 120),
    datasource,
    query,
    ...(unit === '' ? {} : { unit }),
    worse,
    weight: 10,
    // A trailing window would scan a week of logs at each evaluation.
    baseline: type === 'loki' ? { kind: 'sameHour', weeks: 2 } : { kind: 'trailing', window: '7d', step: '5m' },
    limit: limitOf(unit, worse),
  };
}

function limitOf(unit: Unit, worse: 'higher' | 'lower'): Part {
  if (unit === 'ratio' && worse === 'higher') return { increase: 0.05 };
  if (unit === '%' && worse === 'higher') return { increase: 5 };
  return { sigmas: 3, atLeastRatio: worse === 'lower' ? 0.5 : 0.3 };
}

/** The unit that the panel shows, else what the words say. */
function unitOf(shown: string | undefined, title: string, query: string): Unit {
  const named = Object.keys(UNITS).find((unit): unit is Unit => isUnit(unit) && grafanaUnit(unit) === shown);
  if (named !== undefined && named !== '') return named;
  if (shown === 'reqps' || shown === 'ops' || shown === 'cps') return '/s';
  if (shown === 'reqpm' || shown === 'opm' || shown === 'cpm') return '/min';
  if (/_seconds(_bucket)?\b/.test(query) && /histogram_quantile|_seconds_sum/.test(query))
    return /1000\s*\*/.test(query) ? 'ms' : 's';
  if (/_bytes\b/.test(query) && !query.includes('/')) return 'B';
  if (/\b(error|failure|success)[ -]?(rate|ratio|share)\b/i.test(title) && query.includes('/')) return 'ratio';
  return '';
}

function isUnit(text: string): text is Unit {
  return Object.hasOwn(UNITS, text);
}
