import { GatewayError } from '../errors.ts';

/**
 * `label=value,label=value` as labels. A backslash makes the sign after it an ordinary one, so that values may hold a
 * comma. GW101 for what is none, or names a label twice.
 */
export function labelsOf(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined || text === '') return {};
  const labels = new Map<string, string>();
  for (const part of text.match(/(?:\\.|[^,\\])+/g) ?? []) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || labels.has(name))
      throw new GatewayError({ code: 'GW101', problem: 'labels must be `label=value,label=value`' });
    labels.set(name, part.slice(at + 1).replace(/\\(.)/g, '$1'));
  }
  return Object.fromEntries(labels);
}
