import { hashToUnit } from '../workload/noise.ts';
import { isPastWatch } from '../workload/releases.ts';
import { apiLatencyMean } from '../workload/latency.ts';
import { requestLine } from '../workload/request-line.ts';
import { loadAt } from '../workload/shape.ts';
import { ROUTES, SERVICE } from '../workload/identity.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SLOT_MS = 10_000;
/** Outside the full windows one line stands for so many. */
const THINNING = 60;
const MALFORMED_SHARE = 0.004;
const FAILED_SHARE = 0.002;

/** Around these times before now every line of the past is there, for look-backs by one and two weeks. */
const FULL_AROUND_DAYS = [7, 14] as const;
const FULL_AROUND_MS = 6 * HOUR_MS;
/** And the last hours before now. */
const FULL_BEFORE_END_MS = 2 * HOUR_MS;

/** One generated line: its stream, its time, its text. */
export interface PastLine {
  readonly labels: Readonly<Record<'service' | 'component' | 'kind', string>>;
  readonly ns: bigint;
  readonly line: string;
}

/** How the generated logs are thinned, in one sentence for the console. */
export const DENSITY_NOTE = `request lines are complete for the last 2 hours ±6 hours around 7 and 14 days ago and while a release was watched, one in ${THINNING} elsewhere`;

/** Whether every line exists at a time, given when the past ends. */
export function isFullDensity(atMs: number, endMs: number): boolean {
  if (atMs > endMs - FULL_BEFORE_END_MS || isPastWatch(atMs)) return true;
  return FULL_AROUND_DAYS.some((days) => Math.abs(atMs - (endMs - days * DAY_MS)) <= FULL_AROUND_MS);
}

const API = { service: SERVICE, component: 'api', kind: 'request' } as const;
const CRM_SYNC = { service: SERVICE, component: 'crm-sync', kind: 'request' } as const;

/** The request lines of the healthy past in (fromMs, endMs], oldest first. */
export function* pastLogLines(fromMs: number, endMs: number): Generator<PastLine> {
  let carry = 0;
  for (let slotMs = Math.floor(fromMs / SLOT_MS) * SLOT_MS; slotMs < endMs; slotMs += SLOT_MS) {
    const load = loadAt(slotMs + SLOT_MS / 2);
    const density = isFullDensity(slotMs, endMs) ? 1 : 1 / THINNING;
    carry += ((load.apiRequests + load.crmCalls) * density * SLOT_MS) / 1000;
    const count = Math.floor(carry);
    carry -= count;
    for (let index = 0; index < count; index += 1) {
      const atMs = slotMs + Math.floor(((index + 0.5) * SLOT_MS) / count);
      if (atMs > fromMs && atMs <= endMs) yield pastLine(atMs, slotMs / SLOT_MS + index * 0.618, load);
    }
  }
}

function pastLine(atMs: number, key: number, load: ReturnType<typeof loadAt>): PastLine {
  const seed = Math.floor(key * 1000);
  const pick = hashToUnit(seed, 31) * (load.apiRequests + load.crmCalls);
  const luck = hashToUnit(seed, 32);
  const traceId = `${Math.floor(hashToUnit(seed, 33) * 0x7fffffff).toString(16)}${seed.toString(16)}`
    .padStart(16, '0')
    .slice(-16);
  // Between a third and three times the mean, as most requests are.
  const seconds = apiLatencyMean(atMs) * 3 ** (2 * hashToUnit(seed, 34) - 1);
  const call = callFor(pick, luck, load);
  const line = requestLine(atMs, { ...call, seconds: call.crm ? 0.004 : seconds, traceId });
  return { labels: call.crm ? CRM_SYNC : API, ns: BigInt(atMs) * 1_000_000n, line: JSON.stringify(line) };
}

function callFor(pick: number, luck: number, load: ReturnType<typeof loadAt>) {
  const failed = luck < FAILED_SHARE;
  if (pick < load.messages) {
    const status = failed ? 502 : luck < FAILED_SHARE + MALFORMED_SHARE ? 400 : 200;
    return { route: ROUTES.message, method: 'POST', status, crm: false };
  }
  if (pick < load.messages + load.leads) {
    return { route: ROUTES.leads, method: 'POST', status: failed ? 502 : 201, crm: false };
  }
  if (pick < load.messages + 2 * load.leads) {
    return { route: ROUTES.lead, method: 'GET', status: failed ? 502 : 200, crm: false };
  }
  return { route: 'crm.lead.add', method: 'POST', status: 200, crm: true };
}
