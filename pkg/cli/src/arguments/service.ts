import { identityName } from '@release-risk/compiler/identity';
import { didYouMean } from '@release-risk/language/diagnostics/didYouMean';
import type { Identity } from '@release-risk/model/model';
import { CliError, usageError } from '../errors.ts';

/** `tenant=acme,service=bot` as its labels; undefined when it is a plain name. */
function labelsOf(labels: readonly string[], text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text.split(',').map((pair) => pair.split('='));
  const known = pairs.every(([name, ...value]) => labels.includes(name?.trim() ?? '') && value.length > 0);
  return known ? new Map(pairs.map(([name = '', ...value]) => [name.trim(), value.join('=').trim()])) : undefined;
}

function matches(labels: readonly string[], service: Identity, text: string): boolean {
  const wanted = labelsOf(labels, text);
  if (wanted) return [...wanted].every(([name, value]) => service[name] === value);
  return identityName(labels, service) === text || labels.some((label) => service[label] === text);
}

/**
 * The services that are meant by `--service`: by name (`lead-bot`, `acme / lead-bot / prod`), by the value of one
 * label, or by labels (`tenant=acme,service=lead-bot`). All services where nothing is wanted. Throws RR608 for a text
 * that means none.
 */
export function chosenServices(
  labels: readonly string[],
  services: readonly Identity[],
  wanted: readonly string[],
): readonly Identity[] {
  if (wanted.length === 0) return services;
  for (const text of wanted) {
    if (services.some((service) => matches(labels, service, text))) continue;
    const known = services.map((service) => identityName(labels, service));
    throw new CliError({ code: 'RR608', text, known, nearest: didYouMean(text, known) });
  }
  return services.filter((service) => wanted.some((text) => matches(labels, service, text)));
}

/**
 * The identity that a text names all by itself: the value of the only label, or every label with its value. Throws
 * RR601 when a label has none.
 */
export function namedIdentity(labels: readonly string[], text: string): Identity {
  const wanted = labelsOf(labels, text);
  const [only = '', another] = labels;
  if (wanted === undefined && another === undefined && text.trim() !== '') return { [only]: text.trim() };
  const identity = Object.fromEntries(labels.map((label) => [label, wanted?.get(label) ?? '']));
  if (labels.every((label) => identity[label] !== '')) return identity;
  throw usageError(
    `--service ${JSON.stringify(text)} does not name a service`,
    `Write ${labels.map((label) => `${label}=...`).join(',')}.`,
  );
}
