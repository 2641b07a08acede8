import type { Silence } from './api/silences.ts';

/** Whether a silence keeps an alert with these labels from being sent at this moment (epoch milliseconds). */
export function silencesAlert(silence: Silence, alert: Readonly<Record<string, string>>, now: number): boolean {
  return isActive(silence, now) && silence.matchers.every((one) => matches(one, alert));
}

/** Its own word counts where it says one: a silence that was just made begins after the moment that is looked at. */
function isActive({ status, startsAt, endsAt }: Silence, now: number): boolean {
  if (status !== undefined) return status.state === 'active';
  return Date.parse(startsAt) <= now && Date.parse(endsAt) > now;
}

/**
 * As the Alertmanager does: a label that is absent is empty, and an expression stands for the whole value. One that
 * cannot be read here matches nothing, whichever way it is meant: a hold is never claimed without being sure.
 */
function matches(
  { name, value, isRegex, isEqual }: Silence['matchers'][number],
  labels: Readonly<Record<string, string>>,
): boolean {
  const found = labels[name] ?? '';
  if (!isRegex) return (found === value) === isEqual;
  const read = expression(value);
  return read !== undefined && read.test(found) === isEqual;
}

function expression(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${withoutEscapes(text)})$`, 'u');
  } catch {
    return undefined;
  }
}

/** Go lets every sign be escaped, such as `\-`; JavaScript only those that mean something. */
function withoutEscapes(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, sign: string) =>
    /[!"#%&',\-:;<=>@_`~ ]/.test(sign) ? `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}` : whole,
  );
}
