import { usageError } from '../errors.ts';

/**
 * The labels that `--service` means where no model says which there are: `tenant=acme,service=lead-bot`, or a plain
 * name as the value of `service`. Throws RR601.
 */
export function serviceLabels(text: string): Readonly<Record<string, string>> {
  const trimmed = text.trim();
  if (!trimmed.includes('=') && !trimmed.includes(',') && trimmed !== '') return { service: trimmed };
  const pairs = trimmed.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return at < 0 ? ['', ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  const names = pairs.map(([name]) => name);
  const valid = pairs.every(([name, value]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && value !== '');
  if (valid && new Set(names).size === names.length) return Object.fromEntries(pairs);
  throw usageError(
    `--service ${JSON.stringify(text)} names no service`,
    'Write its name, or label=value,label=value where the model identifies services by several labels.',
  );
}

/** Labels as the gateway's queries take them: `tenant=acme,service=lead-bot`. */
export function labelsQuery(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
