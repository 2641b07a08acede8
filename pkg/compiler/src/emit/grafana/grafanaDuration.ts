const UNITS = [
  { unit: 'y', seconds: 31_536_000, whole: true },
  { unit: 'w', seconds: 604_800, whole: true },
  { unit: 'd', seconds: 86_400, whole: false },
  { unit: 'h', seconds: 3600, whole: false },
  { unit: 'm', seconds: 60, whole: false },
  { unit: 's', seconds: 1, whole: false },
] as const;

/**
 * A duration as Grafana gives it back: 90 -> `1m30s`, 604800 -> `1w`, 0 -> `0s`. Years and weeks only where nothing
 * is left over. `seconds` must be a whole number >= 0; a fraction is cut off.
 */
export function grafanaDuration(seconds: number): string {
  let rest = Math.floor(seconds);
  if (rest <= 0) return '0s';
  let text = '';
  for (const { unit, seconds: length, whole } of UNITS) {
    if (whole && rest % length !== 0) continue;
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text;
}
