import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';

const MINUTE = 60;
const DAY = 86_400;
/** From here on nobody asks for the minutes. */
const WHOLE_HOURS_FROM = 10;

/** A length of time as people say it: "45 s", "12 min", "2 h 5 min", "4 days". Seconds in. */
export function spokenLength(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < MINUTE) return t('panel.time.seconds', '{{n}} s', { n: s });
  const minutes = Math.round(s / MINUTE);
  if (minutes < 60) return t('panel.time.minutes', '{{n}} min', { n: minutes });
  if (s >= DAY) {
    return t('panel.time.days', '{{count}} days', { count: Math.round(s / DAY), defaultValue_one: '{{count}} day' });
  }
  const hours = Math.floor(minutes / 60);
  if (hours >= WHOLE_HOURS_FROM) return t('panel.time.hours', '{{n}} h', { n: Math.round(minutes / 60) });
  if (minutes % 60 === 0) return t('panel.time.hours', '{{n}} h', { n: hours });
  return t('panel.time.hoursMinutes', '{{hours}} h {{minutes}} min', { hours, minutes: minutes % 60 });
}

/** "12 min ago", and "just now" for the last seconds. Seconds in. */
export function spokenAgo(seconds: number): string {
  if (seconds < 5) return t('panel.time.justNow', 'just now');
  return t('panel.time.ago', '{{length}} ago', { length: spokenLength(seconds) });
}

/** A moment on the clock, with its day where that is not the day of `now`. Epoch seconds in. */
export function spokenMoment(at: number, now: number, timeZone: string): string {
  if (!Number.isFinite(at)) return t('panel.time.unknown', 'unknown');
  const day = (seconds: number) => dateTimeFormat(seconds * 1000, { timeZone, format: 'YYYY-MM-DD' });
  const format = day(at) === day(now) ? 'HH:mm' : 'YYYY-MM-DD HH:mm';
  return dateTimeFormat(at * 1000, { timeZone, format });
}

/** Time of day to the second, with its day where that is not the day of `now`. Epoch seconds in. */
export function spokenTick(at: number, now: number, timeZone: string): string {
  return `${spokenMoment(at, now, timeZone)}${dateTimeFormat(at * 1000, { timeZone, format: ':ss' })}`;
}
