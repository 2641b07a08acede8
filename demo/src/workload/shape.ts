import { smoothNoise } from './noise.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Messages per second of visitors at the busiest hour of a weekday, before noise. */
const PEAK_MESSAGES_PER_SECOND = 2.4;
const NIGHT_SHARE = 0.7;
const WEEKEND_SHARE = 0.85;
const BUSIEST_HOUR_UTC = 13;
const NOISE = 0.2;

/** The synthetic journey sends one lead every so many milliseconds, day and night. */
export const JOURNEY_INTERVAL_MS = 5_000;
const JOURNEYS_PER_SECOND = 1000 / JOURNEY_INTERVAL_MS;

/** The share of visitors' messages that leave a contact and so become a lead. */
export const LEAD_SHARE = 0.25;

/** How often the worker, and as often the CRM synchronisation, asks the database for open leads. */
export const POLL_INTERVAL_MS = 500;

/** Messages per second from visitors at a time (ms since 1970): a daily and weekly shape with fixed noise of +-20 %. */
export function visitorMessagesPerSecond(atMs: number): number {
  const hour = (atMs % DAY_MS) / HOUR_MS;
  const middle = (1 + NIGHT_SHARE) / 2;
  const daily = middle + (1 - middle) * Math.cos((2 * Math.PI * (hour - BUSIEST_HOUR_UTC)) / 24);
  const weekday = new Date(atMs).getUTCDay();
  const weekly = weekday === 0 || weekday === 6 ? WEEKEND_SHARE : 1;
  return PEAK_MESSAGES_PER_SECOND * daily * weekly * (1 + NOISE * smoothNoise(atMs, 10 * 60_000, 1));
}

/** What a healthy workload does per second, derived from one shape so that parts of it never contradict each other. */
export interface Load {
  readonly messages: number;
  readonly leads: number;
  /** Requests to the API: one per message, one per new lead, one when the worker reads a lead. */
  readonly apiRequests: number;
  readonly crmCalls: number;
}

/** The healthy load at a time, in events per second, the synthetic journey included. */
export function loadAt(atMs: number): Load {
  const visitors = visitorMessagesPerSecond(atMs);
  const messages = visitors + JOURNEYS_PER_SECOND;
  const leads = visitors * LEAD_SHARE + JOURNEYS_PER_SECOND;
  return { messages, leads, apiRequests: messages + 2 * leads, crmCalls: leads };
}
