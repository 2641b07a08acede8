import { identityName } from '@release-risk/compiler/identity';
import { isPart } from '../../risk/edit/signalDraft.ts';
import { valueAt, type ModelDocument } from './modelDocument.ts';

const BETWEEN = ' / ';
const DEFAULT_LABELS = ['service'];

export function identityLabels(document: ModelDocument): readonly string[] {
  const labels = valueAt(document, ['identity', 'labels']);
  if (!Array.isArray(labels)) return DEFAULT_LABELS;
  return labels.filter((label): label is string => typeof label === 'string');
}

/** The listed services, one a line: `acme / lead-bot / prod` where several labels name one. */
export function servicesText(document: ModelDocument): string {
  const services = valueAt(document, ['identity', 'services']);
  if (!Array.isArray(services)) return '';
  const labels = identityLabels(document);
  return services
    .map((service: unknown) => (typeof service === 'string' ? service : nameIn(labels, service)))
    .join('\n');
}

function nameIn(labels: readonly string[], service: unknown): string {
  if (!isPart(service)) return '';
  const texts = Object.entries(service).flatMap(([label, value]) =>
    typeof value === 'string' ? [[label, value]] : [],
  );
  return identityName(labels, Object.fromEntries(texts));
}

/** The services that such lines are, as the document writes them; empty lines are left out. */
export function servicesIn(text: string, labels: readonly string[]): readonly unknown[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      if (labels.length <= 1) return line;
      const values = line.split(BETWEEN.trim()).map((value) => value.trim());
      return Object.fromEntries(labels.map((label, at) => [label, values[at] ?? '']));
    });
}

/** The label names in a text such as `tenant, service`. */
export function labelsIn(text: string): readonly string[] {
  return text
    .split(/[,\s]+/)
    .map((label) => label.trim())
    .filter((label) => label !== '');
}
