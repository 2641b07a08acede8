import type { Style } from './style.ts';

/** A bar of `width` columns for a share; beyond 1 it ends in a mark, so that 240% never looks like 100%. */
export function bar(style: Style, share: number, width: number): string {
  const { full, parts, rest, beyond } = style.marks;
  const filled = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * width;
  if (share > 1) return full.repeat(width - 1) + beyond;
  const whole = Math.floor(filled);
  const part = parts[Math.floor((filled - whole) * 8)] ?? '';
  return full.repeat(whole) + part + rest.repeat(width - whole - part.length);
}
