import { usageError } from '../errors.ts';

/** What stands between two commas; a backslash takes the sign after it along. */
const PART = /(?:\\.|[^,\\])+/g;
const PARTS = /^(?:\\.|[^,\\])+(?:,(?:\\.|[^,\\])+)*$/;

/**
 * The labels that `--service` means where no model says which there are: `tenant=acme,service=lead-bot`, or a plain
 * name as the value of `service`. A backslash makes the sign after it an ordinary one. Throws RR601.
 */
export function serviceLabels(text: string): Readonly<Record<string, string>> {
  const trimmed = text.trim();
  if (!/[=,]/.test(trimmed) && trimmed !== '') return { service: trimmed };
  const parts = PARTS.test(trimmed) ? (trimmed.match(PART) ?? []) : [''];
  const pairs = parts.map((part): [string, string] => {
    const at = part.indexOf('=');
    if (at < 0) return ['', ''];
    return [
      part.slice(0, at).trim(),
      part
        .slice(at + 1)
        .trim()
        .replace(/\\(.)/g, '$1'),
    ];
  });
  const names = pairs.map(([name]) => name);
  const valid = pairs.every(([name, value]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && value !== '');
  if (valid && new Set(names).size === names.length) return Object.fromEntries(pairs);
  throw usageError(
    `--service ${JSON.stringify(text)} names no service`,
    'Write its name, or label=value,label=value where the model identifies services by several labels.',
  );
}
